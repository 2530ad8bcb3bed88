namespace MtaSts.Rollout;

/// <summary>A step of the move of an MX.</summary>
/// <param name="Text">What is to be done or waited for, in a sentence or two.</param>
/// <param name="Command">The command line that goes on with it; null if there is none.</param>
/// <param name="NotBefore">The time before which it must not be done, UTC; null if it can be done at once.</param>
public sealed record MxMoveStep(MxMoveStage Stage, string Text, string? Command = null, DateTimeOffset? NotBefore = null);
