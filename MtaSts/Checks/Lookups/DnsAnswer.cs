namespace MtaSts.Checks.Lookups;

/// <summary>What DNS says of a name.</summary>
/// <typeparam name="T">A record's content.</typeparam>
/// <param name="Name">The name that was asked for.</param>
/// <param name="Outcome">How the lookup ended.</param>
/// <param name="Aliases">The names that its CNAMEs lead over, in order; the last is where the records are. NoData without a CNAME.</param>
/// <param name="Records">The records; empty unless <paramref name="Outcome"/> is <see cref="DnsOutcome.Found"/>.</param>
/// <param name="TimeToLive">The shortest TTL of the records and CNAMEs; null without any.</param>
/// <param name="Fault">What went wrong, such as <c>SERVFAIL</c>; null when nothing did.</param>
public sealed record DnsAnswer<T>(
    string Name, DnsOutcome Outcome, IReadOnlyList<string> Aliases, IReadOnlyList<T> Records, TimeSpan? TimeToLive, string? Fault = null)
{
    /// <summary>Whether nothing is known: neither that there are records nor that there are none.</summary>
    public bool IsUnknown => Outcome is DnsOutcome.Failed or DnsOutcome.NoAnswer;
}
