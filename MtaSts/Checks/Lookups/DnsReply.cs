using DnsClient.Protocol;

namespace MtaSts.Checks.Lookups;

/// <summary>A resolver's response to one query.</summary>
/// <param name="Outcome"><see cref="DnsOutcome.Found"/> for any response without an error, even an empty one.</param>
internal sealed record DnsReply(DnsOutcome Outcome, IReadOnlyList<DnsResourceRecord> Records, string? Fault = null)
{
    public DnsReply(DnsOutcome outcome, string fault)
        : this(outcome, [], fault)
    {
    }
}
