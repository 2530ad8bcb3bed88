using System.Text.RegularExpressions;

namespace MtaSts.Cli.Checks;

/// <summary>One text for what is said of several domains.</summary>
internal static partial class CommonText
{
    private const string Omitted = "…";

    /// <summary>
    /// The text without what differs from domain to domain: its name, and what it quotes, names, dates and numbers. Of domains whose texts
    /// are the same so, the same can be said.
    /// </summary>
    public static string Generalize(DomainName domain, string text) =>
        Value().Replace(ReplaceName(domain, text), match => Omit(match.Value));

    /// <summary>The text with DOMAIN in place of the name, and without the values that differ.</summary>
    /// <param name="texts">Texts that are the same once they are generalised.</param>
    public static string Find(IReadOnlyList<(DomainName Domain, string Text)> texts)
    {
        if (texts is [var (_, only)])
        {
            return only;
        }

        var general = texts.Select(text => ReplaceName(text.Domain, text.Text)).Distinct().ToList();
        List<string[]> values = [.. general.Select(text => Value().Matches(text).Select(match => match.Value).ToArray())];
        var place = 0;
        return Value().Replace(general[0], match =>
        {
            var isShared = values.TrueForAll(other => other[place] == match.Value);
            place++;
            return isShared ? match.Value : Omit(match.Value);
        });
    }

    private static string ReplaceName(DomainName domain, string text) =>
        text.Replace(domain.Ascii, "DOMAIN", StringComparison.OrdinalIgnoreCase);

    private static string Omit(string value) => value[0] == '\'' ? $"'{Omitted}'" : Omitted;

    // Quotations, which an apostrophe in a word does not begin; dates; and words with a digit or a dot in them: numbers, names, addresses.
    [GeneratedRegex(
        @"(?<!\w)'[^']*'(?:, '[^']*')*(?!\w)"
        + @"|\b\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\dZ)?|\b\d{1,2} [A-Z][a-z]{2,8}\b(?: \d{4}\b)?"
        + @"|(?<![\w*:-])[\w*:-]*(?:\d|\.\w)[\w.:-]*(?<=\w)(?: days?\b)?")]
    private static partial Regex Value();
}
