using System.Text.RegularExpressions;

namespace MtaSts.Cli.Checks;

/// <summary>One text for what is said of several domains.</summary>
internal static partial class CommonText
{
    private const string Omitted = "…";

    /// <summary>
    /// The text with DOMAIN in place of the name; where the texts still differ, the most frequent one without dates, and without what it
    /// quotes unless all quote it.
    /// </summary>
    public static string Find(IReadOnlyList<(DomainName Domain, string Text)> texts)
    {
        if (texts is [var (_, only)])
        {
            return only;
        }

        var general = texts.Select(text => text.Text.Replace(text.Domain.Ascii, "DOMAIN", StringComparison.OrdinalIgnoreCase)).ToList();
        if (general.Distinct().Take(2).Count() == 1)
        {
            return general[0];
        }

        var quoted = FindValues(general[0]).ToHashSet();
        foreach (var text in general)
        {
            quoted.IntersectWith(FindValues(text));
        }

        return general.Select(text => Value().Replace(text, match => Shorten(match.Value, quoted))).CountBy(text => text)
            .MaxBy(count => count.Value).Key;
    }

    private static IEnumerable<string> FindValues(string text) => Value().Matches(text).Select(match => match.Value);

    private static string Shorten(string value, HashSet<string> quoted) =>
        quoted.Contains(value) ? value : value[0] == '\'' ? $"'{Omitted}'" : Omitted;

    // A date, or a quotation, which an apostrophe in a word is not.
    [GeneratedRegex(@"(?<!\w)'[^']*'(?!\w)|\b\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\dZ)?")]
    private static partial Regex Value();
}
