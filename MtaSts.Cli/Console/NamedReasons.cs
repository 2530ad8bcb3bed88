namespace MtaSts.Cli.Console;

/// <summary>What there is to say about domains or files: a line for each reason, with the first of the names that it is for.</summary>
internal static class NamedReasons
{
    private const int MaximumNames = 10;
    private const int MaximumLines = 20;

    /// <summary>Writes lines such as <c>Skipped a.example, b.example and 5 more: the reason.</c></summary>
    public static void Write(CliConsole console, string verb, IEnumerable<(string Name, string Reason)> named)
    {
        var lines = Format(named).ToList();
        foreach (var line in lines.Take(MaximumLines))
        {
            console.WriteMessage($"{verb} {line}{(line.EndsWith('?') ? "" : ".")}");
        }

        if (lines.Count > MaximumLines)
        {
            console.WriteMessage($"… and {Words.Format(lines.Count - MaximumLines)} more.");
        }
    }

    /// <summary>Clauses such as <c>a.example, b.example and 5 more: the reason</c>.</summary>
    public static IEnumerable<string> Format(IEnumerable<(string Name, string Reason)> named) =>
        named.GroupBy(item => item.Reason, item => item.Name).Select(reason => $"{FormatNames([.. reason])}: {reason.Key}");

    /// <summary>Such as <c>a.example, b.example and 5 more</c>.</summary>
    public static string FormatNames(IReadOnlyList<string> names)
    {
        var shown = string.Join(", ", names.Take(MaximumNames));
        return names.Count <= MaximumNames ? shown : $"{shown} and {Words.Format(names.Count - MaximumNames)} more";
    }
}
