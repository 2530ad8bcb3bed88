using CsCheck;
using static MtaSts.Functions.Tests.Reports.SampleReports;

namespace MtaSts.Functions.Tests.Reports;

public sealed class ReportComparisonTests
{
    private const string Name = "contoso.com";

    private static readonly Gen<CheckPart> Parts =
        from findings in Gen.Select(
            Gen.OneOf("MTASTS701", "MTASTS702"), Gen.OneOf("a", "b"), (code, subject) => Finding(code, subject)).Array[0, 5]
        from isChecked in Gen.Bool
        select new CheckPart(CheckArea.Mx, [], findings, isChecked ? null : "no answer.");

    /// <summary>Codes and subjects before and now, and what has to come of each: + added, = sustained, - removed.</summary>
    public static TheoryData<string[], string[], string[]> Findings { get; } = new()
    {
        { [], [], [] },
        { [], ["MTASTS701 a"], ["+MTASTS701 a"] },
        { ["MTASTS701 a"], ["MTASTS701 a"], ["=MTASTS701 a"] },
        { ["MTASTS701 a"], [], ["-MTASTS701 a"] },
        { ["MTASTS701 a"], ["MTASTS701 b"], ["+MTASTS701 b", "-MTASTS701 a"] },
        { ["MTASTS701 a"], ["MTASTS702 a"], ["+MTASTS702 a", "-MTASTS701 a"] },
        { ["MTASTS701 a"], ["MTASTS701 a", "MTASTS701 a"], ["=MTASTS701 a", "+MTASTS701 a"] },
        { ["MTASTS701 a", "MTASTS701 a"], ["MTASTS701 a"], ["=MTASTS701 a", "-MTASTS701 a"] },
    };

    [Theory, MemberData(nameof(Findings))]
    public void A_finding_is_added_sustained_or_removed(string[] before, string[] now, string[] changes)
    {
        var current = Part(CheckArea.Mx, [.. now.Select(Parse)]);

        var comparison = ReportComparison.Create([Domain(Name, Part(CheckArea.Mx, [.. before.Select(Parse)]))], [Domain(Name, current)]);

        var kept = comparison.GetChanges(DomainName.Parse(Name), CheckArea.Mx).Zip(
            current.Findings, (change, found) => (change == FindingChange.Added ? "+" : "=") + FormatText(found));
        Assert.Equal(changes, kept.Concat(comparison.Removed.Select(earlier => "-" + FormatText(earlier.Finding))));
    }

    [Fact]
    public void Another_message_is_the_same_finding()
    {
        var (before, now) = (
            Finding("MTASTS651", "a", message: "It expires in 7 days."), Finding("MTASTS651", "a", message: "It expires in 6 days."));

        Assert.Equal((0, 1), CountsOf(
            ReportComparison.Create([Domain(Name, Part(CheckArea.Policy, before))], [Domain(Name, Part(CheckArea.Policy, now))])));
    }

    [Fact]
    public void The_same_code_and_subject_in_another_part_is_another_finding()
    {
        var finding = Finding("MTASTS401", "a");
        var comparison = ReportComparison.Create(
            [Domain(Name, Part(CheckArea.Mx, finding), Part(CheckArea.Host))],
            [Domain(Name, Part(CheckArea.Mx), Part(CheckArea.Host, finding))]);

        Assert.Equal((1, 0), CountsOf(comparison));
        Assert.Equal([new EarlierFinding(DomainName.Parse(Name), CheckArea.Mx, finding)], comparison.Removed);
    }

    [Fact]
    public void A_part_that_could_not_be_looked_at_sustains_what_was_found_in_it()
    {
        var finding = Finding("MTASTS821", "mx.contoso.com");
        var comparison = ReportComparison.Create(
            [Domain(Name, Part(CheckArea.Smtp, finding))], [Domain(Name, new CheckPart(CheckArea.Smtp, [], [], "port 25 is closed."))]);

        Assert.Equal((0, 1), CountsOf(comparison));
        Assert.Empty(comparison.Removed);
        Assert.Equal([finding], comparison.Unchecked.Select(earlier => earlier.Finding));
    }

    [Theory]
    [InlineData(CheckPhase.Certificate, CheckPhase.Fetch, true)]
    [InlineData(CheckPhase.Syntax, CheckPhase.Fetch, true)]
    [InlineData(CheckPhase.Match, CheckPhase.Syntax, true)]
    [InlineData(CheckPhase.Certificate, CheckPhase.Smtp, true)]
    [InlineData(CheckPhase.Fetch, CheckPhase.Certificate, false)]
    [InlineData(CheckPhase.Match, CheckPhase.Match, false)]
    public void What_an_error_of_an_earlier_step_hides_is_not_taken_for_mended(CheckPhase before, CheckPhase now, bool isHidden)
    {
        var comparison = ReportComparison.Create(
            [Domain(Name, Part(CheckArea.Policy, Finding("MTASTS651", "host") with { Phase = before }))],
            [Domain(Name, Part(CheckArea.Policy, Finding("MTASTS501", "host") with { Phase = now }))]);

        Assert.Equal((1, isHidden ? 1 : 0), CountsOf(comparison));
        Assert.Equal(isHidden ? 1 : 0, comparison.Unchecked.Count);
        Assert.Equal(isHidden ? 0 : 1, comparison.Removed.Count);
    }

    [Fact]
    public void A_warning_and_an_error_of_another_name_hide_nothing()
    {
        var comparison = ReportComparison.Create(
            [Domain(Name, Part(CheckArea.Smtp, Finding("MTASTS821", "mx1") with { Phase = CheckPhase.Certificate }))],
            [Domain(
                Name,
                Part(
                    CheckArea.Smtp, Finding("MTASTS802", "mx2") with { Phase = CheckPhase.Smtp },
                    Finding("MTASTS551", "mx1", Severity.Warning) with { Phase = CheckPhase.Fetch }))]);

        Assert.Single(comparison.Removed);
    }

    [Fact]
    public void A_part_that_was_not_asked_for_sustains_what_was_found_in_it()
    {
        var comparison = ReportComparison.Create(
            [Domain(Name, Part(CheckArea.Mx), Part(CheckArea.Smtp, Finding("MTASTS821", "a")))], [Domain(Name, Part(CheckArea.Mx))]);

        Assert.Equal((0, 1), CountsOf(comparison));
        Assert.Empty(comparison.Removed);
    }

    [Theory]
    [InlineData("MTASTS702", true)]
    [InlineData("MTASTS703", true)]
    [InlineData("MTASTS704", true)]
    [InlineData("MTASTS753", true)]
    [InlineData("MTASTS754", true)]
    [InlineData("MTASTS755", true)]
    [InlineData("MTASTS701", false)]
    public void What_only_the_store_shows_is_not_taken_for_mended_without_it(string code, bool needsStore)
    {
        var before = Domain(Name, Part(CheckArea.Mx, Finding(code, "a")));
        var now = Domain(Name, Part(CheckArea.Mx)) with { IsHosted = false };
        var hosted = Domain("fabrikam.com", Part(CheckArea.Mx));

        var withoutStore = ReportComparison.Create([before], [now]);
        var withStore = ReportComparison.Create([before], [now, hosted]);
        var neverWithStore = ReportComparison.Create([before with { IsHosted = false }], [now]);

        Assert.Equal(needsStore ? (1, 0) : (0, 1), (withoutStore.Unchecked.Count, withoutStore.Removed.Count));
        Assert.Single(withStore.Removed);
        Assert.Single(neverWithStore.Removed);
    }

    [Fact]
    public void What_compares_with_the_store_needs_it() => Assert.Equal(
        [
            CheckRules.IdDrifted, CheckRules.PolicyDrifted, CheckRules.HeldUncovered, CheckRules.PolicyNotYetServed,
            CheckRules.IdToPublish, CheckRules.HeldUncoveredInTesting,
        ],
        CheckRules.All.Where(rule => rule.At("contoso.com", "It is so.").NeedsStore));

    [Fact]
    public void New_and_gone_domains_are_told_apart_from_removed_findings()
    {
        var part = Part(CheckArea.Mx, Finding("MTASTS701", "a"));
        var comparison = ReportComparison.Create([Domain("gone.example", part)], [Domain("new.example", part)]);

        Assert.Equal([DomainName.Parse("new.example")], comparison.NewDomains);
        Assert.Equal([DomainName.Parse("gone.example")], comparison.GoneDomains);
        Assert.Equal((1, 0), CountsOf(comparison));
        Assert.Empty(comparison.Removed);
        Assert.Empty(comparison.Unchecked);
    }

    [Fact]
    public void A_domain_that_is_there_twice_is_refused() =>
        Assert.Throws<ArgumentException>(
            () => ReportComparison.Create([], [Domain(Name, Part(CheckArea.Mx)), Domain(Name, Part(CheckArea.Mx))]));

    [Fact]
    public void Every_finding_of_both_reports_is_accounted_for_once() => Gen.Select(Parts, Parts).Sample((before, now) =>
    {
        var comparison = ReportComparison.Create([Domain(Name, before)], [Domain(Name, now)]);
        var added = comparison.AddedCount;
        var left = comparison.Removed.Count + comparison.Unchecked.Count;
        var same = before.Findings.CountBy(FormatText).Sum(
            count => Math.Min(count.Value, now.Findings.Count(found => FormatText(found) == count.Key)));

        Assert.Equal(now.Findings.Count - same, added);
        Assert.Equal(before.Findings.Count - same, left);
        Assert.Equal(same + comparison.Unchecked.Count, comparison.SustainedCount);
        Assert.Empty(now.NotChecked is null ? comparison.Unchecked : comparison.Removed);
    });

    [Fact]
    public void Nothing_changes_from_a_report_to_itself()
    {
        var reports = Many(60);

        var comparison = ReportComparison.Create(reports, reports);

        Assert.Equal((0, reports.Sum(report => report.Findings.Count())), CountsOf(comparison));
        Assert.Empty(comparison.NewDomains.Concat(comparison.GoneDomains));
        Assert.Empty(comparison.Removed);
    }

    private static (int Added, int Sustained) CountsOf(ReportComparison comparison) => (comparison.AddedCount, comparison.SustainedCount);
    private static CheckFinding Parse(string text) => Finding(text.Split(' ')[0], text.Split(' ')[1]);
    private static string FormatText(CheckFinding found) => $"{found.Finding.Code} {found.Subject}";
}
