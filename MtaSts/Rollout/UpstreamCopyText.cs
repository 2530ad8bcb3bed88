using MtaSts.Storage;
using static System.FormattableString;

namespace MtaSts.Rollout;

/// <summary>Says what became of a provider's policy when it was last asked for.</summary>
public static class UpstreamCopyText
{
    /// <summary>Why what the provider publishes is not what is served, a sentence or two; null where it is, or nobody has asked.</summary>
    public static string? DescribeFault(UpstreamCopy? copy) => copy is { Fault: { } fault, FaultAt: { } at }
        ? Invariant($"What {copy.Url.IdnHost} publishes was not taken at {at:u}; ")
            + (copy is { Policy: not null, Since: { } since }
                ? Invariant($"its policy of {since:u} is served on.")
                : "there is no copy to serve.")
            + $" {PlainText.Sanitize(fault).TrimEnd('.')}."
        : null;
}
