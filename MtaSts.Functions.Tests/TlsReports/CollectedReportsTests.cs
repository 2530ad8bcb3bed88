using MtaSts.Reports;

namespace MtaSts.Functions.Tests.TlsReports;

/// <summary>The reports of many files.</summary>
public sealed class CollectedReportsTests
{
    private static readonly DomainName Contoso = DomainName.Parse("contoso.com");

    [Fact]
    public void A_report_that_comes_twice_is_counted_once()
    {
        var reports = new CollectedReports(_ => true, DateTimeOffset.MinValue);
        var report = Read();

        reports.Add(report);
        reports.Add(report with { Organization = "EXAMPLE mail" });
        reports.Add(report with { Id = "another" });
        reports.Add(report with { Start = report.Start.AddDays(1), End = report.End.AddDays(1) });
        reports.Add(report with { Organization = "Other" });

        Assert.Equal((4, 1), (reports.Reports, reports.Duplicates));
        Assert.Equal(40, reports.Domains[Contoso].Sum(sessions => sessions.Policy.Successful));
    }

    [Fact]
    public void A_forged_report_under_the_same_id_does_not_take_the_place_of_the_real_one()
    {
        var reports = new CollectedReports(_ => true, DateTimeOffset.MinValue);
        var real = Read();

        reports.Add(real with { Policies = [real.Policies[0] with { Failed = 0, Failures = [] }] });
        reports.Add(real with { Policies = [real.Policies[0] with { Failed = 7, Failures = [] }] });

        Assert.Equal(7, reports.Find(Contoso).Sum(sessions => sessions.Policy.Failed));
    }

    [Fact]
    public void A_forged_report_of_a_shorter_time_does_not_take_the_place_of_the_real_one()
    {
        var real = Read();
        var reports = new CollectedReports(_ => true, since: real.End);

        reports.Add(real with { End = real.Start });
        reports.Add(real);

        Assert.Equal(real.End, Assert.Single(reports.Find(Contoso)).End);
    }

    [Fact]
    public void One_without_an_id_is_known_by_what_it_says()
    {
        var reports = new CollectedReports(_ => true, DateTimeOffset.MinValue);
        var report = Read() with { Id = null };

        reports.Add(report);
        reports.Add(report);
        reports.Add(report with { Policies = [report.Policies[0] with { Successful = 11 }] });

        Assert.Equal((2, 1), (reports.Reports, reports.Duplicates));
    }

    [Fact]
    public void Two_policies_of_one_domain_in_a_report_both_count()
    {
        var reports = new CollectedReports(_ => true, DateTimeOffset.MinValue);
        var report = Read();

        reports.Add(report with { Policies = [.. report.Policies, report.Policies[0] with { Type = "tlsa" }, report.Policies[0]] });

        Assert.Equal(["sts", "sts", "tlsa"], reports.Domains[Contoso].Select(sessions => sessions.Policy.Type));
    }

    [Fact]
    public void Other_domains_and_earlier_days_are_left_out()
    {
        var report = Read();
        var reports = new CollectedReports(domain => domain == Contoso, report.End);

        reports.Add(report);
        reports.Add(report with { Id = "early", Start = report.Start.AddDays(-2), End = report.End.AddTicks(-1) });
        reports.Add(report with { Policies = [report.Policies[0] with { Domain = DomainName.Parse("fabrikam.com") }] });

        Assert.Equal(report.Start, Assert.Single(Assert.Single(reports.Domains).Value).Start);
        Assert.Equal(3, reports.Reports);
    }

    [Fact]
    public void What_is_not_wanted_is_known_again_in_little_memory_however_much_it_says()
    {
        var reports = new CollectedReports(domain => domain == Contoso, DateTimeOffset.MinValue);
        TlsReport[] made = [.. Enumerable.Range(0, 10).Select(CreateOfStrangers)];
        var before = GC.GetAllocatedBytesForCurrentThread();

        foreach (var report in made.Concat(made))
        {
            reports.Add(report);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5_000_000);
        Assert.Equal((10, 10), (reports.Reports, reports.Duplicates));
        Assert.Empty(reports.Domains);
    }

    [Fact]
    public void Texts_that_come_again_are_kept_once()
    {
        var reports = new CollectedReports(_ => true, DateTimeOffset.MinValue);

        reports.Add(ReadFailing("a"));
        reports.Add(ReadFailing("b"));

        var (one, other) = (reports.Find(Contoso)[0], reports.Find(Contoso)[1]);
        Assert.Same(one.Organization, other.Organization);
        Assert.Same(one.Policy.Lines, other.Policy.Lines);
        Assert.Same(one.Policy.Failures[0].Type, other.Policy.Failures[0].Type);
        Assert.Same(one.Policy.Failures[0].ReceivingHost, other.Policy.Failures[0].ReceivingHost);
        Assert.Same(one.Policy.Failures[0].SendingAddress, other.Policy.Failures[0].SendingAddress);
    }

    [Theory]
    [InlineData("sessions", 1)]
    [InlineData("failures", 250)]
    [InlineData("lines", 250)]
    public void It_says_when_there_is_more_than_can_be_kept(string what, int texts)
    {
        var reports = new CollectedReports(_ => true, DateTimeOffset.MinValue) { MaximumBytes = 1_000_000 };
        var added = 0;

        for (; !reports.IsFull; added++)
        {
            var policy = Read().Policies[0];
            var large = what switch
            {
                "lines" => policy with { Lines = CreateTexts(added, texts) },
                "failures" => policy with
                {
                    Failures = [.. CreateTexts(added, texts).Select(text => new ReportedFailure { Type = text, Sessions = 1 })],
                },
                _ => policy,
            };
            reports.Add(Read() with { Id = $"{added}", Policies = [large] });
        }

        Assert.InRange(added, 1_000 / texts, 10_000 / texts);
    }

    private static TlsReport CreateOfStrangers(int number) => Read() with
    {
        Id = null,
        Policies =
        [
            .. Enumerable.Range(0, 100).Select(policy => Read().Policies[0] with
            {
                Domain = DomainName.Parse($"{new string('a', 60)}.{new string('b', 60)}.{new string('c', 60)}.x{number}y{policy}.example"),
            }),
        ],
    };

    private static TlsReport ReadFailing(string id)
    {
        var json = ReportText.Create(failed: 1);
        json["report-id"] = id;
        json.SetFailures(ReportText.CreateFailure("of-their-own", 1));
        return TlsReportParser.Parse(json.ToBytes(), new ReportHints(null));
    }

    private static string[] CreateTexts(int number, int count) =>
        [.. Enumerable.Range(0, count).Select(index => $"{number} {index} {new string('x', 200)}")];

    private static TlsReport Read() => TlsReportParser.Parse(ReportText.Create().ToBytes(), new ReportHints(null));
}
