using MtaSts.Checks.Results;

namespace MtaSts.Checks;

/// <summary>A kind of <see cref="CheckFinding"/>: all of it that does not depend on the domain.</summary>
internal sealed record CheckRule(CheckPhase Phase, FindingRule Finding)
{
    /// <param name="message">What is wrong; foreign text in it quoted.</param>
    /// <param name="advice">What to do, if it depends on the domain; null for the rule's own.</param>
    public CheckFinding At(string subject, string message, string? advice = null)
    {
        var finding = Finding.At(0, 0, message);
        return new CheckFinding(Phase, subject, advice is null ? finding : finding with { Advice = advice });
    }
}
