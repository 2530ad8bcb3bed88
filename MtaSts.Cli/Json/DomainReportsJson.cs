using System.Globalization;
using MtaSts.Cli.Reports;

namespace MtaSts.Cli.Json;

internal sealed record DomainReportsJson(
    string Domain,
    string Unicode,
    string? Customer,
    long Successful,
    long Failed,
    IReadOnlyList<ReportedDayJson> Days,
    IReadOnlyList<FailureGroupJson> Failures,
    IReadOnlyList<OtherSessionsJson> Others,
    IReadOnlyList<string> Remarks)
{
    public static DomainReportsJson From(DomainReports domain) => new(
        domain.Domain.Ascii,
        domain.Domain.ToUnicode(),
        domain.Customer,
        domain.Successful,
        domain.Failed,
        [.. domain.Days.Select(day => new ReportedDayJson(Format(day.Day), day.Senders, day.Successful, day.Failed))],
        [.. domain.Failures.Select(From)],
        [
            .. domain.Others.Select(other => new OtherSessionsJson(
                other.PolicyType, other.Text, other.Successful, other.Failed, other.Senders, Format(other.LastDay))),
        ],
        domain.Remarks);

    private static FailureGroupJson From(FailureGroup group) => new(
        group.Kind.Type,
        group.Kind.Text,
        group.Kind.Advice,
        group.Kind.Findings,
        group.PolicyType,
        group.Host,
        group.Sessions,
        group.Senders,
        group.SendingAddresses,
        Format(group.FirstDay),
        Format(group.LastDay),
        group.Counts);

    private static string Format(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

internal sealed record ReportedDayJson(string Day, IReadOnlyList<string> Senders, long Successful, long Failed);

internal sealed record FailureGroupJson(
    string Type,
    string Text,
    string Advice,
    IReadOnlyList<string> Findings,
    string PolicyType,
    string? Host,
    long Sessions,
    IReadOnlyList<string> Senders,
    IReadOnlyList<string> SendingAddresses,
    string FirstDay,
    string LastDay,
    bool Counts);

internal sealed record OtherSessionsJson(
    string PolicyType, string Text, long Successful, long Failed, IReadOnlyList<string> Senders, string LastDay);
