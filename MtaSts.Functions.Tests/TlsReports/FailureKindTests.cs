using MtaSts.Reports;

namespace MtaSts.Functions.Tests.TlsReports;

/// <summary>Why sessions failed, in words.</summary>
public sealed class FailureKindTests
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
    public void What_a_sender_made_up_is_said_as_it_wrote_it()
    {
        Assert.Equal("'testing', which is not a reason of RFC 8460", FailureKind.Find("testing").Text);
        Assert.Equal("no reason was given", FailureKind.Find("").Text);
    }

    [Fact]
    public void Sessions_that_failed_without_a_detail_have_no_reason()
    {
        var report = ReportText.Create(failed: 5);
        report.SetFailures(ReportText.CreateFailure("certificate-expired", 3), ReportText.CreateFailure("validation-failure", 0));
        var policy = Assert.Single(TlsReportParser.Parse(report.ToBytes(), new ReportHints(null)).Policies);

        Assert.Equal([("certificate-expired", 3), ("", 2)], policy.GetFailures().Select(failure => (failure.Type, failure.Sessions)));
    }
}
