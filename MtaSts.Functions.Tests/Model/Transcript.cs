using static System.FormattableString;

namespace MtaSts.Functions.Tests.Model;

/// <summary>What happened in a walk, to be read when it failed.</summary>
internal sealed class Transcript
{
    private readonly StringBuilder text = new();

    public void Add(DateTimeOffset time, string what) => text.Append(Invariant($"{time:yyyy-MM-dd HH:mm:ss} ")).AppendLine(what);

    public override string ToString() => text.ToString();
}
