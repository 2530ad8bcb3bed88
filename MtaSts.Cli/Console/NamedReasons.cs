namespace MtaSts.Cli.Console;

/// <summary>What there is to say about domains or files: a line for each reason, with the first of the names that it is for.</summary>
internal static class NamedReasons
{
    private const int MaximumNames = 10;
    private const int MaximumLines = 20;

    /// <summary>Lines such as <c>Skipped a.example, b.example and 5 more: the reason.</c></summary>
    public static IEnumerable<string> Format(string verb, IEnumerable<(string Name, string Reason)> named)
    {
        var lines = named.GroupBy(item => item.Reason, item => item.Name)
            .Select(reason => $"{verb} {FormatNames([.. reason])}: {reason.Key}.")
            .ToList();
        return lines.Count <= MaximumLines
            ? lines
            : [.. lines.Take(MaximumLines), $"… and {Words.Format(lines.Count - MaximumLines)} more."];
    }

    private static string FormatNames(List<string> names)
    {
        var shown = string.Join(", ", names.Take(MaximumNames));
        return names.Count <= MaximumNames ? shown : $"{shown} and {Words.Format(names.Count - MaximumNames)} more";
    }
}
