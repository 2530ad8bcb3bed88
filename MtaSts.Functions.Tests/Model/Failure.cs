namespace MtaSts.Functions.Tests.Model;

/// <summary>A walk that lost mail, and how.</summary>
internal sealed record Failure(string Message, IReadOnlyList<Step> Steps, string Transcript)
{
    public override string ToString() => $"{Message}\n\n{string.Join('\n', Steps)}\n\n{Transcript}";
}
