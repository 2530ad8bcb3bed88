using MtaSts.Checks.Results;

namespace MtaSts.Checks;

/// <summary>A kind of <see cref="CheckFinding"/>: everything about it that does not depend on the domain.</summary>
/// <param name="Phase">The step at which it is found.</param>
/// <param name="Finding">Its code, severity, section and advice.</param>
public sealed record CheckRule(CheckPhase Phase, FindingRule Finding)
{
    /// <summary>The finding of this rule.</summary>
    /// <param name="subject">The name that it is about.</param>
    /// <param name="message">What was seen, in one plain sentence; foreign text in it quoted.</param>
    /// <param name="advice">What to do, where that depends on the domain; null for the rule's own.</param>
    public CheckFinding At(string subject, string message, string? advice = null)
    {
        var finding = Finding.At(0, 0, message);
        return new CheckFinding(Phase, subject, advice is null ? finding : finding with { Advice = advice });
    }
}
