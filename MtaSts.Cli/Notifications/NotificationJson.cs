using MtaSts.Checks.Results;
using MtaSts.Cli.Checks;

namespace MtaSts.Cli.Notifications;

internal sealed record NotificationJson
{
    /// <summary>Of each list, as a receiver may refuse what is large.</summary>
    public const int MaximumEntries = 500;

    public required string Title { get; init; }
    public required string Summary { get; init; }
    public required string Consequence { get; init; }
    public required DateTimeOffset CheckedAt { get; init; }
    public DateTimeOffset? Since { get; init; }
    public required string Version { get; init; }
    public Uri? Report { get; init; }
    public required ReportCounts Counts { get; init; }
    public required int AddedCount { get; init; }
    public required int RemovedCount { get; init; }
    public required int UncheckedCount { get; init; }
    public required IReadOnlyList<NotifiedFindingJson> Added { get; init; }
    public required IReadOnlyList<NotifiedFindingJson> Removed { get; init; }
    public required IReadOnlyList<NotifiedGapJson> Unchecked { get; init; }
    public required IReadOnlyList<string> NewDomains { get; init; }
    public required IReadOnlyList<string> GoneDomains { get; init; }

    public static NotificationJson From(Notification news) => new()
    {
        Title = NotificationWords.FormatTitle(news),
        Summary = NotificationWords.FormatSummary(news),
        Consequence = news.Worst.Key(),
        CheckedAt = news.Report.CheckedAt,
        Since = news.Report.Since,
        Version = CheckReport.Version,
        Report = news.ReportUrl,
        Counts = news.Report.Counts,
        AddedCount = news.Added.Count,
        RemovedCount = news.Removed.Count,
        UncheckedCount = news.Unchecked.Count,
        Added = [.. news.Added.Take(MaximumEntries).Select(NotifiedFindingJson.From)],
        Removed = [.. news.Removed.Take(MaximumEntries).Select(NotifiedFindingJson.From)],
        Unchecked = [.. news.Unchecked.Take(MaximumEntries).Select(NotifiedGapJson.From)],
        NewDomains = [.. news.NewDomains.Take(MaximumEntries).Select(domain => domain.Ascii)],
        GoneDomains = [.. news.GoneDomains.Take(MaximumEntries).Select(domain => domain.Ascii)],
    };
}

internal sealed record NotifiedFindingJson(
    string Domain,
    string? Unicode,
    string? Customer,
    string Area,
    string Subject,
    string Consequence,
    string Code,
    string Severity,
    string Message,
    string Advice,
    string Section)
{
    public static NotifiedFindingJson From(NotifiedFinding notified)
    {
        var (found, finding) = (notified.Finding, notified.Finding.Finding);
        return new NotifiedFindingJson(
            notified.Domain.Ascii,
            notified.Domain.ToUnicode(),
            notified.Customer is null ? null : PlainText.Sanitize(notified.Customer),
            notified.Area.Key(),
            PlainText.Sanitize(found.Subject),
            found.Consequence.Key(),
            PlainText.Sanitize(finding.Code),
            found.Severity.Title(),
            PlainText.Sanitize(finding.Message),
            PlainText.Sanitize(finding.Advice),
            PlainText.Sanitize(finding.Reference));
    }
}

internal sealed record NotifiedGapJson(string Domain, string? Customer, IReadOnlyList<string> Areas, string Reason)
{
    public static NotifiedGapJson From(NotifiedGap gap) => new(
        gap.Domain.Ascii,
        gap.Customer is null ? null : PlainText.Sanitize(gap.Customer),
        [.. gap.Areas.Select(CheckWords.Key)],
        PlainText.Sanitize(gap.Reason));
}
