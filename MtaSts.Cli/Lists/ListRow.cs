using System.Text.RegularExpressions;

namespace MtaSts.Cli.Lists;

/// <summary>Values as they stand in the file, quotes taken away; those in quotes may have line ends.</summary>
/// <param name="Line">The line of the file where the row begins, from 1.</param>
internal sealed partial record ListRow(int Line, string[] Values)
{
    public bool IsBlank => Array.TrueForAll(Values, string.IsNullOrWhiteSpace);

    /// <summary>Whether it is the line that PowerShell draws below the names.</summary>
    public bool IsRuler => !IsBlank && Array.TrueForAll(Values, value => value.AsSpan().Trim("- ").IsEmpty);

    /// <summary>The same below a single name.</summary>
    public bool IsRulerOfOne => IsRuler && Values is [var value] && !value.Trim().Contains(' ');

    /// <summary>The line of the file where the value of a column begins.</summary>
    public int FindLine(int column) => Line + Values.Take(column).Sum(CountLineEnds);

    public static int CountLineEnds(string text) => text.AsSpan().ContainsAny('\r', '\n') ? LineEnd().Count(text) : 0;

    [GeneratedRegex("\r\n|\r|\n")]
    private static partial Regex LineEnd();
}
