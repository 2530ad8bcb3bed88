using System.Globalization;
using MtaSts.Cli.Reports;
using MtaSts.Reports;

namespace MtaSts.Functions.Tests.TlsReports;

/// <summary>Why sessions failed, in words.</summary>
public sealed partial class FailureKindTests
{
    [Fact]
    public void Each_finding_that_a_kind_names_is_one_of_check()
    {
        var documented = File.ReadAllText(Path.Combine(RootCommand.FindRoot(), "docs", "findings.md"));

        Assert.NotEmpty(FailureKind.All);
        Assert.All(FailureKind.All.SelectMany(kind => kind.Findings), code => Assert.Contains($"| {code} |", documented, Ordinal));
    }

    [Theory]
    [InlineData("starttls-not-supported"), InlineData("certificate-host-mismatch"), InlineData("certificate-expired")]
    [InlineData("certificate-not-trusted"), InlineData("validation-failure"), InlineData("tlsa-invalid"), InlineData("dnssec-invalid")]
    [InlineData("dane-required"), InlineData("sts-policy-fetch-error"), InlineData("sts-policy-invalid"), InlineData("sts-webpki-invalid")]
    public void Each_kind_of_the_standard_is_known_and_explained_where_a_person_looks_for_help(string resultType)
    {
        var documented = File.ReadAllText(Path.Combine(RootCommand.FindRoot(), "docs", "reports.md"));

        Assert.Equal(11, FailureKind.All.Count);
        Assert.Contains(FailureKind.All, kind => kind.Type == resultType);
        Assert.Contains($"`{resultType}`", documented, Ordinal);
    }

    [Fact]
    public void The_document_names_the_findings_of_each_kind()
    {
        var lines = File.ReadAllLines(Path.Combine(RootCommand.FindRoot(), "docs", "reports.md"));

        foreach (var kind in FailureKind.All)
        {
            var row = Assert.Single(lines, line => line.StartsWith('|') && line.Split('|')[1].Contains($"`{kind.Type}`", Ordinal));
            Assert.Equal((kind.Type, string.Join(' ', kind.Findings)), (kind.Type, string.Join(' ', ReadCodes(row.Split('|')[4]).Order())));
        }
    }

    [Fact]
    public void Findings_that_follow_each_other_are_said_as_one() => Assert.Equal(
        "MTASTS404–407, MTASTS501–507 or MTASTS551", FailureWords.FormatFindings(FailureKind.Find("sts-policy-fetch-error")));

    [Theory]
    [InlineData("certificate-expired", FailureSubject.MailHost), InlineData("validation-failure", FailureSubject.MailHost)]
    [InlineData("STS-Policy-Invalid", FailureSubject.Policy), InlineData("tlsa-invalid", FailureSubject.Dane)]
    [InlineData("testing", FailureSubject.Unknown), InlineData("", FailureSubject.Unknown)]
    public void Each_kind_is_about_something(string type, FailureSubject subject) =>
        Assert.Equal(subject, FailureKind.Find(type).Subject);

    [Fact]
    public void What_a_sender_made_up_is_said_as_it_wrote_it()
    {
        Assert.Equal("'Testing', which is not a reason of RFC 8460", FailureKind.Find("Testing").Text);
        Assert.Equal("Testing: 'Testing', which is not a reason of RFC 8460", FailureWords.Describe(FailureKind.Find("Testing")));
    }

    [Fact]
    public void That_no_reason_is_given_is_said_once_and_means_nothing()
    {
        Assert.Equal("no reason given", FailureWords.Describe(FailureKind.Find("")));
        Assert.DoesNotContain("means", FailureKind.Find("").Advice, Ordinal);
    }

    [Theory, InlineData("Certificate-Expired", "certificate-expired"), InlineData("Testing", "Testing")]
    public void A_kind_of_the_standard_is_known_in_any_case(string written, string type)
    {
        var report = ReportText.Create(failed: 5);
        report.SetFailures(ReportText.CreateFailure(written, 3));

        Assert.Equal(type, TlsReportParser.Parse(report.ToBytes(), new ReportHints(null)).Policies[0].Failures[0].Type);
    }

    [Fact]
    public void Sessions_that_failed_without_a_detail_have_no_reason()
    {
        var report = ReportText.Create(failed: 5);
        report.SetFailures(ReportText.CreateFailure("certificate-expired", 3), ReportText.CreateFailure("validation-failure", 0));
        var policy = Assert.Single(TlsReportParser.Parse(report.ToBytes(), new ReportHints(null)).Policies);

        Assert.Equal([("certificate-expired", 3), ("", 2)], policy.GetFailures().Select(failure => (failure.Type, failure.Sessions)));
    }

    // MTASTS701, in `testing` 751; 704, 755; 501–507
    private static IEnumerable<string> ReadCodes(string cell) => Codes().Matches(cell).SelectMany(match =>
    {
        var first = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        var last = match.Groups[2].Success ? int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) : first;
        return Enumerable.Range(first, last - first + 1).Select(number => $"MTASTS{number}");
    });

    [GeneratedRegex("([0-9]{3})(?:–([0-9]{3}))?")]
    private static partial Regex Codes();
}
