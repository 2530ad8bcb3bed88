using System.Net;

namespace MtaSts.Checks.Lookups;

/// <summary>Which hosts receive the mail of a domain, as far as DNS says (RFC 5321 §5.1).</summary>
/// <param name="Exchanges">The MX.</param>
/// <param name="OwnAddresses">The addresses of the domain itself, which count without an MX; null if it has one.</param>
public sealed record MailHostAnswer(DnsAnswer<MailExchange> Exchanges, DnsAnswer<IPAddress>? OwnAddresses)
{
    /// <summary>How the look-up ended.</summary>
    public MailHostsOutcome Outcome => Judge().Outcome;

    /// <summary>Why there are no hosts, as a clause such as <c>there is no MX</c>; null if there are.</summary>
    public string? Fault => Judge().Fault;

    /// <summary>Whether DNS answered; if not, it is unknown where mail goes, and <see cref="Fault"/> says why.</summary>
    public bool IsKnown => Outcome != MailHostsOutcome.Unknown;

    /// <summary>
    /// The hosts, in lower case without the trailing dot, the most preferred first: of the MX, or the domain itself. Empty if there are
    /// none, or unknown.
    /// </summary>
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

        // The address counts only where the name exists and has no MX.
        return new MailHostAnswer(
            exchanges,
            exchanges.Outcome == DnsOutcome.NoData ? await dns.FindAddressesAsync(domain.Ascii, cancellationToken) : null);
    }

    // RFC 7505 §3: the null MX has no name; beside others it does not count.
    private (MailHostsOutcome Outcome, string? Fault) Judge() => (Exchanges, OwnAddresses) switch
    {
        _ when IsUnknown(Exchanges) => (MailHostsOutcome.Unknown, $"the MX could not be looked up: {Exchanges.Fault}"),
        ({ Outcome: DnsOutcome.NxDomain }, _) => (MailHostsOutcome.NoMx, "there is no MX: the name does not exist in DNS"),
        ({ Outcome: DnsOutcome.Found }, _) when Hosts.Count > 0 => (MailHostsOutcome.Found, null),
        ({ Outcome: DnsOutcome.Found }, _) => (MailHostsOutcome.NullMx, "there is a null MX (RFC 7505), so no mail is received"),
        (_, { Outcome: DnsOutcome.Found }) => (MailHostsOutcome.Implicit, null),
        (_, { } own) when IsUnknown(own) =>
            (MailHostsOutcome.Unknown, $"there is no MX, and the address could not be looked up: {own.Fault}"),
        _ => (MailHostsOutcome.NoMx, "there is no MX"),
    };

    private static bool IsUnknown<T>(DnsAnswer<T> answer) => answer.IsUnknown || answer.Outcome == DnsOutcome.CnameLoop;
}
