using System.Text.RegularExpressions;

namespace MtaSts.Cli.Checks;

/// <summary>One text for what is said of several domains.</summary>
internal static partial class CommonText
{
    /// <summary>
    /// The text with DOMAIN in place of the name; where the texts still differ, the most frequent one without dates and what it quotes.
    /// </summary>
    public static string Find(IReadOnlyList<(DomainName Domain, string Text)> texts)
    {
        if (texts is [var (_, only)])
        {
            return only;
        }

        var general = texts.Select(text => text.Text.Replace(text.Domain.Ascii, "DOMAIN", StringComparison.OrdinalIgnoreCase)).ToList();
        return general.Distinct().Take(2).Count() == 1
            ? general[0]
            : general.Select(text => Value().Replace(text, match => match.Value[0] == '\'' ? "'…'" : "…")).CountBy(text => text)
                .MaxBy(count => count.Value).Key;
    }

    // A date, or a quotation that is not a command.
    [GeneratedRegex(@"'(?!mta-sts )[^']*'|\b\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\dZ)?")]
    private static partial Regex Value();
}
