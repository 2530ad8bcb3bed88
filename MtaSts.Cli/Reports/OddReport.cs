namespace MtaSts.Cli.Reports;

/// <summary>A report that was read although something in it is odd.</summary>
/// <param name="Source">The file, and what it is in it.</param>
/// <param name="Remarks">What is odd, a clause each.</param>
internal sealed record OddReport(string Source, IReadOnlyList<string> Remarks)
{
    /// <summary>The same in one clause.</summary>
    public string Text => string.Join("; ", Remarks);
}
