namespace MtaSts.Functions.Tests.Model;

/// <summary>How a walk ended.</summary>
/// <param name="Fault">How mail was lost, or a promise broken; null when neither happened.</param>
internal sealed record WalkResult(IReadOnlyList<Step> Steps, string? Fault, Transcript Transcript)
{
    public override string ToString() => $"{Fault ?? "No mail was lost."}\n\n{string.Join('\n', Steps)}\n\n{Transcript}";
}
