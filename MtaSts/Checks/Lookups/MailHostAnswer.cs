using System.Net;

namespace MtaSts.Checks.Lookups;

/// <summary>Which hosts receive the mail of a domain (RFC 5321 §5.1).</summary>
/// <param name="Exchanges">The MX.</param>
/// <param name="OwnAddresses">The addresses of the domain itself, which count without an MX; null if it has one.</param>
public sealed record MailHostAnswer(DnsAnswer<MailExchange> Exchanges, DnsAnswer<IPAddress>? OwnAddresses)
{
    /// <summary>Whether DNS answered; if not, it is unknown where mail goes, and <see cref="Fault"/> says why.</summary>
    public bool IsKnown => IsAnswer(Exchanges) && (OwnAddresses is null || IsAnswer(OwnAddresses));

    /// <summary>Why it is unknown, such as <c>SERVFAIL</c>; null if it is known.</summary>
    public string? Fault => IsKnown ? null : Exchanges.Fault ?? OwnAddresses?.Fault;

    /// <summary>The hosts, the most preferred first: of the MX, or the domain itself. Empty if there are none, or unknown.</summary>
    public IReadOnlyList<string> Hosts { get; } = OwnAddresses is { Outcome: DnsOutcome.Found }
        ? [Exchanges.Name]
        : [.. Exchanges.Records.Select(exchange => exchange.Host).Where(host => host.Length > 0).Distinct()];

    /// <summary>For how long resolvers may go on answering so; null if unknown.</summary>
    public TimeSpan? TimeToLive => (OwnAddresses is { Outcome: DnsOutcome.Found } own ? own.TimeToLive : null) ?? Exchanges.TimeToLive;

    /// <summary>Looks up the MX of a domain and, without one, its own addresses.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<MailHostAnswer> FindAsync(DnsLookup dns, DomainName domain, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dns);
        var exchanges = await dns.FindMailExchangesAsync(domain.Ascii, cancellationToken);
        return new MailHostAnswer(
            exchanges,
            exchanges.Outcome == DnsOutcome.NoData ? await dns.FindAddressesAsync(domain.Ascii, cancellationToken) : null);
    }

    private static bool IsAnswer<T>(DnsAnswer<T> answer) => !answer.IsUnknown && answer.Outcome != DnsOutcome.CnameLoop;
}
