using System.Globalization;
using MtaSts.Cli.Checks;
using MtaSts.Cli.Console;

namespace MtaSts.Cli.Notifications;

/// <summary>What a notification says in its title and in its first sentences. There is no foreign text in them but A-labels.</summary>
internal static class NotificationWords
{
    /// <summary>The worst of what is new; else the good news.</summary>
    public static string FormatTitle(Notification news) =>
        news.Added.Count > 0
            ? Name(news.Worst.GetStanding().Title(), FindDomains(news.Added.Where(added => added.Finding.Consequence == news.Worst)))
        : news.Removed.Count > 0 ? Name("Mended", FindDomains(news.Removed))
        : news.Unchecked.Count > 0 ? Name("Could not be looked at", [.. news.Unchecked.Select(gap => gap.Domain)])
        : Name("No longer checked", news.GoneDomains);

    public static string FormatSummary(Notification news)
    {
        var changes = FormatChanges(news);
        return news.Report.Since is { } since
            ? $"Since {Format(since)}: {changes}."
            : $"There is no earlier report, so everything counts as new: {changes}.";
    }

    /// <summary>Such as <c>2 findings added, 1 finding mended</c>.</summary>
    public static string FormatChanges(Notification news)
    {
        (int Number, string Noun, string What)[] changes =
        [
            (news.Added.Count, "finding", "added"),
            (news.Removed.Count, "finding", "mended"),
            (news.Unchecked.Count, "domain", "not completely looked at"),
            (news.NewDomains.Count, "domain", "checked for the first time"),
            (news.GoneDomains.Count, "domain", "no longer checked"),
        ];
        return string.Join(
            ", ", changes.Where(change => change.Number > 0).Select(change => $"{Words.Count(change.Number, change.Noun)} {change.What}"));
    }

    /// <summary>How all domains stand.</summary>
    public static string FormatState(CheckReport report)
    {
        var standings = string.Join(
            ", ", report.Standings.Select(count => $"{count.Standing.Title().ToLowerInvariant()}: {Words.Format(count.Domains)}"));
        return $"{Words.Count(report.Domains.Count, "domain")} checked on {Format(report.CheckedAt)}"
            + (standings.Length == 0 ? "." : $": {standings}.");
    }

    private static IReadOnlyList<DomainName> FindDomains(IEnumerable<NotifiedFinding> findings) =>
        [.. findings.Select(finding => finding.Domain).Distinct()];

    private static string Name(string what, IReadOnlyList<DomainName> domains) =>
        $"{what}: {(domains is [var only] ? only.Ascii : Words.Count(domains.Count, "domain"))}";

    private static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
