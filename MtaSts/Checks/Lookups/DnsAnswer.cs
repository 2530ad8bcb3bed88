namespace MtaSts.Checks.Lookups;

/// <summary>The answer to a DNS lookup.</summary>
/// <param name="Aliases">The targets of its CNAMEs in order; the last one has the records. Empty without a CNAME.</param>
/// <param name="Records">The records; empty unless <paramref name="Outcome"/> is <see cref="DnsOutcome.Found"/>.</param>
/// <param name="TimeToLive">The shortest TTL of the records and CNAMEs; null without any.</param>
/// <param name="Fault">What went wrong, such as <c>SERVFAIL</c>; null if nothing did.</param>
public sealed record DnsAnswer<T>(
    string Name, DnsOutcome Outcome, IReadOnlyList<string> Aliases, IReadOnlyList<T> Records, TimeSpan? TimeToLive, string? Fault = null)
{
    /// <summary>Whether it is unknown if there are records.</summary>
    public bool IsUnknown => Outcome is DnsOutcome.Failed or DnsOutcome.NoAnswer;
}
