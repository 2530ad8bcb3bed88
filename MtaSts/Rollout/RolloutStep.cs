namespace MtaSts.Rollout;

/// <summary>What comes next for a domain.</summary>
/// <param name="Text">Why and what, in a sentence or two.</param>
/// <param name="Command">The command line that does it; null if there is none.</param>
/// <param name="NotBefore">The time before which it must not be done, UTC; null if it can be done at once.</param>
public sealed record RolloutStep(RolloutStage Stage, string Text, string? Command = null, DateTimeOffset? NotBefore = null);
