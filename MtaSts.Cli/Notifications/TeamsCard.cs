using System.Text.Json;
using System.Text.RegularExpressions;
using MtaSts.Checks.Results;
using MtaSts.Cli.Checks;
using MtaSts.Cli.Console;
using MtaSts.Cli.Notifications.Cards;

namespace MtaSts.Cli.Notifications;

/// <summary>
/// A notification as a message to Teams. Messages and names may be anybody's text: they are in text runs only, which are not read as
/// Markdown, and mentions need an entity that no card here has.
/// </summary>
internal static partial class TeamsCard
{
    /// <summary>Teams takes some 28 KB; the workflow in between may write the same in more.</summary>
    public const int MaximumSize = 24_000;

    private const int MaximumEntries = 25;
    private const int MaximumLength = 300;

    /// <summary>The message in JSON; with as many entries of each kind as there is room for.</summary>
    public static byte[] Serialize(Notification news)
    {
        for (var most = MaximumEntries; ; most--)
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(Create(news, most), CardJson.Default.TeamsMessage);
            if (bytes.Length <= MaximumSize || most == 1)
            {
                return bytes;
            }
        }
    }

    private static TeamsMessage Create(Notification news, int most) => new([new CardAttachment(new AdaptiveCard(
        [
            new TextBlock(NotificationWords.FormatTitle(news)) { Size = "Large", Weight = "Bolder", Color = GetColor(news) },
            new TextBlock(NotificationWords.FormatSummary(news)),
            new TextBlock(NotificationWords.FormatState(news.Report)) { Spacing = "None", IsSubtle = true },
            .. List("Added", news.Added, most, CreateAdded),
            .. List("Mended", news.Removed, most, CreateRemoved),
            .. List("Could not be looked at", news.Unchecked, most, CreateGap),
            .. List("No longer checked", news.GoneDomains, most, domain => [Run(new TextRun(Format(domain)))]),
        ],
        news.ReportUrl is null ? null : [new OpenUrlAction("Open the report", news.ReportUrl)]))]);

    private static IEnumerable<CardElement> List<T>(
        string title, IReadOnlyList<T> entries, int most, Func<T, IEnumerable<RichTextBlock>> create)
    {
        if (entries.Count > 0)
        {
            yield return new TextBlock(title) { Weight = "Bolder", Spacing = "Large", Separator = true };
        }

        foreach (var element in entries.Take(most).SelectMany(create))
        {
            yield return element;
        }

        if (entries.Count > most)
        {
            yield return new TextBlock($"and {Words.Format(entries.Count - most)} more") { IsSubtle = true };
        }
    }

    private static IEnumerable<RichTextBlock> CreateAdded(NotifiedFinding added)
    {
        var (found, finding) = (added.Finding, added.Finding.Finding);
        return
        [
            Run([
                .. Name(added.Domain, added.Customer),
                new TextRun(FormatCause(found)) { Color = GetColor(found.Consequence) },
            ]) with { Spacing = "Medium" },
            Run(new TextRun(Plain($"{found.Subject}: {finding.Message}"))) with { Spacing = "None" },
            Run(new TextRun(Plain(finding.Advice)) { IsSubtle = true }) with { Spacing = "None" },
        ];
    }

    private static IEnumerable<RichTextBlock> CreateRemoved(NotifiedFinding removed) =>
    [
        Run([
            .. Name(removed.Domain, removed.Customer),
            new TextRun(FormatCause(removed.Finding)),
            new TextRun(Plain($" · {removed.Finding.Subject}")),
        ]),
    ];

    private static IEnumerable<RichTextBlock> CreateGap(NotifiedGap gap) =>
    [
        Run([
            .. Name(gap.Domain, gap.Customer),
            new TextRun(Plain($" · {string.Join(", ", gap.Areas.Select(CheckWords.Title))}: {gap.Reason}")),
        ]),
    ];

    private static IEnumerable<TextRun> Name(DomainName domain, string? customer) =>
    [
        new TextRun(Format(domain)) { Weight = "Bolder" },
        .. customer is null ? [] : (TextRun[])[new TextRun(Plain($" ({customer})"))],
    ];

    private static string FormatCause(CheckFinding found) =>
        $" · {found.Consequence.GetStanding().Title()} · {Plain(found.Finding.Code)}";

    private static RichTextBlock Run(params TextRun[] runs) => new(runs);

    private static string Format(DomainName domain) => Plain(Words.Format(domain));

    // Even where Markdown is not read, {{DATE(…)}} and {{TIME(…)}} are; and a run needs a text.
    private static string Plain(string text) =>
        text.Length == 0 ? "-" : DoubledBrace().Replace(PlainText.Sanitize(text, MaximumLength), "{ ");

    [GeneratedRegex(@"\{(?=\{)")]
    private static partial Regex DoubledBrace();

    private static string GetColor(Notification news) =>
        news.Added.Count > 0 ? GetColor(news.Worst) : news.Removed.Count > 0 ? "Good" : "Accent";

    private static string GetColor(Consequence consequence) => consequence switch
    {
        Consequence.MailAtRisk => "Attention",
        Consequence.ProtectionMissing or Consequence.RecordToPublish => "Warning",
        _ => "Accent",
    };
}
