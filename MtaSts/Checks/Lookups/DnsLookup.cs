using System.Net;
using DnsClient;
using DnsClient.Protocol;
using CaaResourceRecord = DnsClient.Protocol.CaaRecord;

namespace MtaSts.Checks.Lookups;

/// <summary>
/// Looks up the records that senders need, following CNAMEs. Never throws because of what a resolver sends; caches nothing. Safe for
/// concurrent use.
/// </summary>
public sealed class DnsLookup
{
    private const int MaximumAliases = 8;

    // More than fit into one message of 64 KB.
    private const int MaximumRecords = 5_000;

    private readonly IDnsResolver resolver;

    /// <summary>Asks one resolver.</summary>
    /// <param name="resolver">The address and port of the resolver; null for the system's.</param>
    public DnsLookup(IPEndPoint? resolver = null)
        : this(new DnsResolver(resolver))
    {
    }

    internal DnsLookup(IDnsResolver resolver) => this.resolver = resolver;

    /// <summary>The TXT records of <paramref name="name"/>, each as its character-strings.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<DnsAnswer<IReadOnlyList<string>>> FindTextAsync(string name, CancellationToken cancellationToken) =>
        FindAsync<TxtRecord, IReadOnlyList<string>>(name, QueryType.TXT, record => [.. record.Text], cancellationToken);

    /// <summary>The MX records of <paramref name="name"/>, the most preferred first.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<DnsAnswer<MailExchange>> FindMailExchangesAsync(string name, CancellationToken cancellationToken)
    {
        var answer = await FindAsync<MxRecord, MailExchange>(
            name, QueryType.MX, record => new MailExchange(Normalize(record.Exchange.Value), record.Preference), cancellationToken);
        return answer with { Records = [.. answer.Records.OrderBy(exchange => exchange.Preference)] };
    }

    /// <summary>The names of the name servers of the zone <paramref name="name"/>, in lower case without a trailing dot.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<DnsAnswer<string>> FindNameServersAsync(string name, CancellationToken cancellationToken) =>
        FindAsync<NsRecord, string>(name, QueryType.NS, record => Normalize(record.NSDName.Value), cancellationToken);

    /// <summary>
    /// The A and AAAA records of <paramref name="name"/>. If one lookup failed and the other found records: found, with a fault.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<DnsAnswer<IPAddress>> FindAddressesAsync(string name, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(
            FindAsync<ARecord, IPAddress>(name, QueryType.A, record => record.Address, cancellationToken),
            FindAsync<AaaaRecord, IPAddress>(name, QueryType.AAAA, record => record.Address, cancellationToken));
        var (first, second) = (answers[0], answers[1]);

        // Records come before unknown, and unknown before absent.
        var decisive = answers.MinBy(answer => answer.Outcome switch
        {
            DnsOutcome.Found => 0,
            DnsOutcome.CnameLoop => 1,
            DnsOutcome.Failed => 2,
            DnsOutcome.NoAnswer => 3,
            DnsOutcome.NoData => 4,
            _ => 5,
        })!;
        return decisive with
        {
            Records = [.. first.Records, .. second.Records],
            TimeToLive = Shortest(first.TimeToLive, second.TimeToLive),
            Fault = first.Fault ?? second.Fault,
        };
    }

    /// <summary>
    /// The CAA records that apply to <paramref name="name"/>: its own, or those of the nearest parent that has any (RFC 8659 §3). The
    /// answer has the name where they are.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<DnsAnswer<CaaRecord>> FindCaaAsync(string name, CancellationToken cancellationToken)
    {
        DnsAnswer<CaaRecord>? own = null;
        for (var at = Normalize(name); ; at = at[(at.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            var answer = await FindAsync<CaaResourceRecord, CaaRecord>(
                at, QueryType.CAA, record => new CaaRecord(record.Flags, record.Tag.ToLowerInvariant(), record.Value), cancellationToken);
            own ??= answer;
            if (answer.Outcome is not (DnsOutcome.NoData or DnsOutcome.NxDomain))
            {
                return answer;
            }

            if (!at.Contains('.', StringComparison.Ordinal))
            {
                return own;
            }
        }
    }

    private async Task<DnsAnswer<T>> FindAsync<TRecord, T>(
        string name, QueryType type, Func<TRecord, T> select, CancellationToken cancellationToken)
        where TRecord : DnsResourceRecord
    {
        var chain = new CnameChain(Normalize(name));
        while (true)
        {
            var asked = chain.End;
            var reply = await resolver.AskAsync(asked, type, cancellationToken);
            var fault = chain.Follow<TRecord>(reply.Records, MaximumAliases);
            TRecord[] records = [.. reply.Records.OfType<TRecord>().Where(record => chain.EndsAt(record)).Take(MaximumRecords)];
            var outcome = (reply.Outcome, records.Length) switch
            {
                _ when fault is not null => DnsOutcome.CnameLoop,
                (DnsOutcome.Found, 0) => DnsOutcome.NoData,
                var (other, _) => other,
            };

            // A resolver may leave it to the client to look up the target of a CNAME.
            if (outcome == DnsOutcome.NoData && chain.End != asked)
            {
                continue;
            }

            var isFound = outcome == DnsOutcome.Found;
            var timeToLive = isFound ? Shortest(chain.TimeToLive, records.Min(CnameChain.GetTimeToLive)) : chain.TimeToLive;
            return new DnsAnswer<T>(
                name, outcome, chain.Aliases, isFound ? [.. records.Select(select)] : [], timeToLive, fault ?? reply.Fault);
        }
    }

    private static string Normalize(string name) => name.TrimEnd('.').ToLowerInvariant();

    private static TimeSpan? Shortest(TimeSpan? one, TimeSpan? other) => one < other ? one : other ?? one;
}

/// <summary>A host that receives a domain's mail (RFC 5321 §5.1).</summary>
/// <param name="Host">Its name in lower case without the trailing dot; empty for a null MX (RFC 7505).</param>
/// <param name="Preference">Lower is preferred.</param>
public sealed record MailExchange(string Host, int Preference);

/// <summary>A CAA record: who may issue certificates for a name (RFC 8659 §4).</summary>
/// <param name="Flags">128: critical, an issuer that does not know the tag must not issue.</param>
/// <param name="Tag">Such as <c>issue</c>; lower case.</param>
/// <param name="Value">Such as <c>digicert.com</c>.</param>
public sealed record CaaRecord(byte Flags, string Tag, string Value);
