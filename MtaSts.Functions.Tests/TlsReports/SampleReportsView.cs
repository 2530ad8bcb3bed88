using MtaSts.Cli.Reports;
using MtaSts.Reports;

namespace MtaSts.Functions.Tests.TlsReports;

/// <summary>What some senders report of some domains in two weeks, with failures of several kinds, and hostile texts.</summary>
internal static class SampleReportsView
{
    public static DateTimeOffset Noon { get; } = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    public static ReportsView Many { get; } = Create(Enumerable.Range(0, 24).SelectMany(Report), ["silent.example"]);

    public static ReportsView Create(IEnumerable<TlsReport> reports, string[] expected, params ReadReport[] unreadable)
    {
        var collected = new CollectedReports(_ => true, DateTimeOffset.MinValue);
        foreach (var report in reports)
        {
            collected.Add(report);
        }

        return ReportsView.From(
            new ReadReports(collected, collected.Reports, unreadable, []),
            expected.Select(DomainName.Parse),
            domain => domain.Ascii[0] == 'd' ? "Contoso" : null,
            since: null,
            Noon);
    }

    public static TlsReport Create(
        string sender, string domain, int daysAgo, long successful, string type = "sts", params ReportedFailure[] failures) => new()
        {
            Organization = sender,
            Id = $"{sender} {domain} {daysAgo} {type}",
            Start = Noon.Date.AddDays(-daysAgo),
            End = Noon.Date.AddDays(1 - daysAgo).AddSeconds(-1),
            Policies =
            [
                new ReportedPolicy
                {
                    Type = type,
                    Domain = DomainName.Parse(domain),
                    Successful = successful,
                    Failed = failures.Sum(failure => failure.Sessions),
                    Failures = failures,
                },
            ],
        };

    private static IEnumerable<TlsReport> Report(int index)
    {
        string[] kinds = ["certificate-expired", "starttls-not-supported", "validation-failure", "sts-policy-fetch-error"];
        var domain = index % 7 == 6 ? $"bücher{index}.example" : $"d{index}.example";
        foreach (var day in Enumerable.Range(1, 14).Where(day => day % 5 != 0))
        {
            yield return Create("Google Inc.", domain, day, 900 * day, index % 6 == 5 ? ReportedPolicy.NoPolicyFound : ReportedPolicy.Sts);
            yield return Create(
                "Microsoft Corporation", domain, day, 40, index % 6 == 5 ? ReportedPolicy.Tlsa : ReportedPolicy.Sts,
                index % 3 == 0 && day < 4
                    ?
                    [
                        new ReportedFailure
                        {
                            Type = kinds[index / 3 % 4],
                            Sessions = 7 * day,
                            ReceivingHost = $"mx1.{domain}",
                            SendingAddress = "192.0.2.1",
                        },
                    ]
                    : []);
        }
    }
}
