using DnsClient.Protocol;

namespace MtaSts.Checks.Lookups;

/// <summary>What a resolver says to one question.</summary>
/// <param name="Outcome">How it ended; <see cref="DnsOutcome.Found"/> for any answer without an error, be it empty.</param>
/// <param name="Records">The records of the answer, whatever names they are of.</param>
/// <param name="Fault">What went wrong, such as <c>SERVFAIL</c>; null when nothing did.</param>
internal sealed record DnsReply(DnsOutcome Outcome, IReadOnlyList<DnsResourceRecord> Records, string? Fault = null)
{
    /// <summary>A reply that says nothing.</summary>
    public DnsReply(DnsOutcome outcome, string fault)
        : this(outcome, [], fault)
    {
    }
}
