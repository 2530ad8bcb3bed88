using MtaSts.Reports;

namespace MtaSts.Functions.Tests.TlsReports;

/// <summary>Failures in a shape that RFC 8460 does not have, which hold a domain back all the same.</summary>
public sealed class SessionSummaryTests
{
    private const string List = "{0} is an object or a list, which is not a count: it is taken as {1}";

    [Theory]
    [InlineData("[2]")]
    [InlineData("[]")]
    [InlineData("""{"value":2}""")]
    public void A_count_that_is_an_object_or_a_list_is_one_failure_at_least(string count)
    {
        var report = Read($$"""{"total-successful-session-count":{{count}},"total-failure-session-count":{{count}}}""", "[]");

        Assert.Equal((0L, 1L), Count(report));
        Assert.Equal(
            [
                Format(List, "total-successful-session-count", 0),
                Format(List, "total-failure-session-count", 1),
            ],
            report.Remarks);
    }

    [Theory]
    [InlineData("""{"total-failure-session-count":3,"total-failure-session-count":0}""")]
    [InlineData("""{"total-failure-session-count":0,"total-failure-session-count":3}""")]
    [InlineData("""{"total-failure-session-count":3},"summary":{"total-failure-session-count":0}""")]
    [InlineData("""[{"total-failure-session-count":3}]""")]
    [InlineData("""[{"total-failure-session-count":3},{"total-failure-session-count":1}]""")]
    [InlineData("""[null,{"total-failure-session-count":3}]""")]
    public void Of_counts_that_come_twice_or_in_a_list_the_largest_is_taken(string summary)
    {
        var report = Read(summary, "[]");

        Assert.Equal((0L, 3L), Count(report));
        Assert.Empty(report.Remarks);
    }

    [Theory, InlineData("7"), InlineData("\"7 failed\""), InlineData("[[{}]]")]
    public void A_summary_that_is_not_an_object_is_named(string summary) => Assert.Equal(
        ["summary contains something that is not an object: it is not read"], Read(summary, "[]").Remarks);

    [Theory]
    [InlineData("""["certificate-expired"]""", "certificate-expired")]
    [InlineData("""[["certificate-expired"]]""", "")]
    [InlineData("\"certificate-expired\"", "certificate-expired")]
    [InlineData("[7]", "7")]
    public void A_failure_that_is_not_an_object_is_one_session(string failures, string type)
    {
        var report = Read("{}", failures);

        Assert.Equal((0L, 1L), Count(report));
        Assert.Equal(new ReportedFailure { Type = type, Sessions = 1 }, Assert.Single(Assert.Single(report.Policies).Failures));
        Assert.Equal(["failure-details contains something that is not an object: it is taken as one failed session"], report.Remarks);
    }

    [Theory, InlineData("null"), InlineData("[]"), InlineData("[null]"), InlineData("\"\"")]
    public void No_failure_is_made_of_nothing(string failures) => Assert.Equal((0L, 0L), Count(Read("{}", failures)));

    [Theory]
    [InlineData("""{"failed-session-count":2,"failed-session-count":0}""", 2)]
    [InlineData("""{"failed-session-count":[2]}""", 1)]
    [InlineData("""{"result-type":["certificate-expired"],"failed-session-count":2}""", 2)]
    public void The_count_of_a_failure_is_never_made_smaller(string failure, long failed) =>
        Assert.Equal((0, failed), Count(Read("{}", $"[{failure}]")));

    [Fact]
    public void Policies_that_come_twice_are_all_read()
    {
        var json = ReportText.Create(failed: 3).ToJsonString();
        var report = TlsReportParser.Parse(Encoding.UTF8.GetBytes($$"""{{json[..^1]}},"policies":[]}"""), new ReportHints(null));

        Assert.Equal((10L, 3L), Count(report));
    }

    private static (long Successful, long Failed) Count(TlsReport report) =>
        (Assert.Single(report.Policies).Successful, report.Policies[0].Failed);

    private static string Format(string format, params object[] values) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, format, values);

    private static TlsReport Read(string summary, string failures)
    {
        var json = ReportText.Create();
        json["policies"]![0]!["summary"] = "SUMMARY";
        json["policies"]![0]!["failure-details"] = "FAILURES";
        var text = json.ToJsonString().Replace("\"SUMMARY\"", summary, Ordinal).Replace("\"FAILURES\"", failures, Ordinal);
        return TlsReportParser.Parse(Encoding.UTF8.GetBytes(text), new ReportHints(null));
    }
}
