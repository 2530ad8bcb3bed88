namespace MtaSts.Checks.MailHosts;

/// <summary>Which hosts receive a domain's mail, as far as DNS says.</summary>
/// <param name="Hosts">
/// In lower case without the trailing dot, the most preferred first; empty unless <paramref name="Outcome"/> is
/// <see cref="MailHostsOutcome.Found"/> or <see cref="MailHostsOutcome.Implicit"/>.
/// </param>
/// <param name="TimeToLive">The shortest TTL of the records; null without any.</param>
/// <param name="Fault">Why there are no hosts, as a clause such as <c>there is no MX</c>; null if there are.</param>
public sealed record MailHostsAnswer(
    DomainName Domain, MailHostsOutcome Outcome, IReadOnlyList<string> Hosts, TimeSpan? TimeToLive = null, string? Fault = null);
