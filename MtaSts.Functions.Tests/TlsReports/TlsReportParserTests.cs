using System.Text.Json.Nodes;
using MtaSts.Reports;

namespace MtaSts.Functions.Tests.TlsReports;

/// <summary>The JSON of a report, as RFC 8460 has it and as senders write it.</summary>
public sealed class TlsReportParserTests
{
    [Fact]
    public void A_report_is_read_with_who_when_which_policy_and_why()
    {
        var json = ReportText.Create(successful: 5326, failed: 303);
        json.SetFailures(ReportText.CreateFailure("certificate-expired", 100), ReportText.CreateFailure("starttls-not-supported", 203));

        var report = Read(json);

        Assert.Equal(("Example Mail", "2026-11-20T00:00:00Z_contoso.com"), (report.Organization, report.Id));
        Assert.Equal((Time("2026-11-20T00:00:00Z"), Time("2026-11-20T23:59:59Z")), (report.Start, report.End));
        Assert.Equal(new DateOnly(2026, 11, 20), report.Day);
        Assert.Empty(report.Remarks);
        var policy = Assert.Single(report.Policies);
        Assert.Equal(("sts", "contoso.com", 5326L, 303L), (policy.Type, policy.Domain.Ascii, policy.Successful, policy.Failed));
        Assert.Equal(new Policy(PolicyMode.Testing, [MxPattern.Parse("*.mx.contoso.com")], 1209600), policy.Parse());
        Assert.Equal(
            new ReportedFailure
            {
                Type = "certificate-expired",
                Sessions = 100,
                SendingAddress = "192.0.2.1",
                ReceivingHost = "a.mx.contoso.com",
            },
            policy.Failures[0]);
    }

    [Theory]
    [InlineData("2026-11-20T00:00:00", "2026-11-20T00:00:00Z")]
    [InlineData("2026-11-20T02:00:00+02:00", "2026-11-20T00:00:00Z")]
    [InlineData("2026-11-20", "2026-11-20T00:00:00Z")]
    [InlineData("2026-11-20T00:00:00.123Z", "2026-11-20T00:00:00.123Z")]
    [InlineData("2026-11-20T00:00:00.123456789Z", "2026-11-20T00:00:00.1234568Z")]
    [InlineData("2026-11-20 01:00:00+0100", "2026-11-20T00:00:00Z")]
    [InlineData("2026-11-20t00:00z", "2026-11-20T00:00:00Z")]
    public void A_date_without_a_zone_is_utc(string text, string time)
    {
        var json = ReportText.Create();
        json["date-range"]!["start-datetime"] = text;

        Assert.Equal(Time(time), Read(json).Start);
    }

    [Theory]
    [InlineData("2026-11-20", "2026-11-20", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z")]
    [InlineData("2026-11-14", "2026-11-20", "2026-11-14T00:00:00Z", "2026-11-21T00:00:00Z")]
    [InlineData("2026-11-20T06:00:00Z", "2026-11-20", "2026-11-20T06:00:00Z", "2026-11-21T00:00:00Z")]
    [InlineData("2026-11-20", null, "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z")]
    [InlineData("2026-11-20T06:00:00Z", null, "2026-11-20T06:00:00Z", "2026-11-21T06:00:00Z")]
    [InlineData(null, "2026-11-20", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z")]
    [InlineData(null, "2026-11-20T23:59:59Z", "2026-11-20T00:00:00Z", "2026-11-20T23:59:59Z")]
    [InlineData("2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z")]
    public void A_report_with_dates_only_or_without_an_end_is_of_whole_days(string? from, string? to, string start, string end)
    {
        var report = Read(CreateOf(from, to));

        Assert.Equal((Time(start), Time(end)), (report.Start, report.End));
    }

    [Theory]
    [InlineData("2026-11-20T00:00:00Z", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z")]
    [InlineData("2026-11-20T00:00:00Z", "1990-01-01T00:00:00Z", "2026-11-21T00:00:00Z")]
    [InlineData("2026-11-20T23:59:59Z", "2026-11-20T00:00:00Z", "2026-11-21T23:59:59Z")]
    public void An_end_that_is_not_after_the_beginning_never_cuts_the_day_short(string from, string to, string end) =>
        Assert.Equal(Time(end), Read(CreateOf(from, to)).End);

    [Theory]
    [InlineData("\"mx.contoso.com\"")]
    [InlineData("[\"mx: a.contoso.com\", \"b.contoso.com\"]")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{ \"a\": [1] }")]
    public void Mx_hosts_may_be_a_text_or_a_list_and_are_passed_over(string hosts)
    {
        var json = ReportText.Create(successful: 7);
        json.GetPolicy()["mx-host"] = JsonNode.Parse(hosts);

        Assert.Equal(7, Assert.Single(Read(json).Policies).Successful);
    }

    [Theory]
    [InlineData("version: STSv1\r", "mode: testing\r", "mx: *.mx.contoso.com\r", "max_age: 1209600\r")]
    [InlineData("version: STSv1", "mode: testing", "max_age: 1209600", "mx: *.mx.contoso.com ")]
    public void Lines_of_a_policy_may_have_white_space_at_their_ends_and_any_order(params string[] lines)
    {
        var json = ReportText.Create();
        json.GetPolicy()["policy-string"] = new JsonArray([.. lines.Select(line => (JsonNode)line)]);

        Assert.Equal(
            new Policy(PolicyMode.Testing, [MxPattern.Parse("*.mx.contoso.com")], 1209600),
            Assert.Single(Read(json).Policies).Parse());
    }

    [Fact]
    public void What_is_left_out_empty_or_null_is_nothing()
    {
        var json = ReportText.Create();
        json["contact-info"] = null;
        json.Remove("report-id");
        json["organization-name"] = "";
        json.GetPolicy().Remove("policy-string");
        json.GetPolicy().Remove("mx-host");
        json.GetSummary().Remove("total-failure-session-count");
        json.SetFailures(new JsonObject { ["result-type"] = "validation-failure", ["sending-mta-ip"] = "", ["receiving-ip"] = null });

        var report = Read(json);

        Assert.Equal(("(no name)", null), (report.Organization, report.Id));
        var policy = Assert.Single(report.Policies);
        Assert.Equal((10L, null), (policy.Successful, policy.Parse()));
        Assert.Equal(new ReportedFailure { Type = "validation-failure", Sessions = 1 }, Assert.Single(policy.Failures));
    }

    [Theory, InlineData(null, 1), InlineData("", 1), InlineData("0", 0)]
    public void A_failure_without_a_count_is_one_session_and_not_none(string? count, long failed)
    {
        var json = ReportText.Create(failed: 0);
        json.SetFailures(new JsonObject { ["result-type"] = "certificate-expired", ["failed-session-count"] = count });

        Assert.Equal(failed, Assert.Single(Read(json).Policies).Failed);
    }

    [Fact]
    public void Details_that_sum_to_more_than_the_summary_count()
    {
        var json = ReportText.Create(failed: 2);
        json.SetFailures(ReportText.CreateFailure("validation-failure", 2), ReportText.CreateFailure("Testing", 1));

        var policy = Assert.Single(Read(json).Policies);

        Assert.Equal(3, policy.Failed);
        Assert.Equal(["validation-failure", "Testing"], policy.Failures.Select(failure => failure.Type));
    }

    [Fact]
    public void A_report_may_be_of_several_domains_and_types_that_are_kept_apart()
    {
        var json = ReportText.Create();
        var second = json["policies"]![0]!.DeepClone();
        second["policy"]!["policy-type"] = "tlsa";
        second["policy"]!["policy-domain"] = "mx.contoso.com";
        var third = json["policies"]![0]!.DeepClone();
        third["policy"]!["policy-type"] = "Something-New";
        json["policies"]!.AsArray().Add(second);
        json["policies"]!.AsArray().Add(third);

        Assert.Equal(
            ["sts contoso.com", "tlsa mx.contoso.com", "something-new contoso.com"],
            Read(json).Policies.Select(policy => $"{policy.Type} {policy.Domain}"));
    }

    [Theory]
    [InlineData("7", 7, "")]
    [InlineData("\"7\"", 7, "")]
    [InlineData("7.0", 7, "")]
    [InlineData("1e3", 1000, "")]
    [InlineData("\"\"", 0, "")]
    [InlineData("null", 0, "")]
    [InlineData("9223372036854775807", 1_000_000_000, "9223372036854775807")]
    [InlineData("92233720368547758070", 1_000_000_000, "92233720368547758070")]
    [InlineData("1e300", 1_000_000_000, "1e300")]
    public void A_count_may_be_a_text_and_never_overflows_a_total(string count, long sessions, string named)
    {
        var json = ReportText.Create();
        json.GetSummary()["total-successful-session-count"] = JsonNode.Parse(count);

        var report = Read(json);

        Assert.Equal(sessions, Assert.Single(report.Policies).Successful);
        Assert.Equal(
            named.Length == 0
                ? []
                : [$"total-successful-session-count is {named}, which no sender reaches: 1,000,000,000 are counted"],
            report.Remarks);
    }

    [Theory]
    [InlineData("-3", "-3", 1)]
    [InlineData("1.5", "1.5", 2)]
    [InlineData("\"many\"", "many", 1)]
    [InlineData("true", "true", 1)]
    [InlineData("-1e300", "-1e300", 1)]
    public void What_is_no_count_of_failures_is_one_at_least_and_named(string count, string named, long failed)
    {
        var json = ReportText.Create();
        json.GetSummary()["total-failure-session-count"] = JsonNode.Parse(count);

        var report = Read(json);

        Assert.Equal(failed, Assert.Single(report.Policies).Failed);
        Assert.Equal(
            [$"total-failure-session-count is '{named}', which is not a count: it is taken as {failed}"], report.Remarks);
    }

    [Theory]
    [InlineData("total-successful-session-count", 0, 5)]
    [InlineData("failed-session-count", 10, 1)]
    public void So_is_another_that_is_none(string name, long successful, long failed)
    {
        var json = ReportText.Create(failed: name == "failed-session-count" ? 0 : 5);
        var failure = ReportText.CreateFailure("certificate-expired", 0);
        json.SetFailures(failure);
        (name == "failed-session-count" ? failure : json.GetSummary())[name] = -7;

        var policy = Assert.Single(Read(json).Policies);

        Assert.Equal((successful, failed), (policy.Successful, policy.Failed));
    }

    [Fact]
    public void A_report_that_does_not_say_its_domain_takes_that_of_the_mail()
    {
        var json = ReportText.Create();
        json.GetPolicy().Remove("policy-domain");

        var report = TlsReportParser.Parse(json.ToBytes(), new ReportHints(DomainName.Parse("fabrikam.com")));

        Assert.Equal("fabrikam.com", Assert.Single(report.Policies).Domain.Ascii);
        Assert.Equal(
            "it does not say of which domain it is (policy-domain), and neither do the mail and the file's name",
            Assert.Throws<ReportFormatException>(() => Read(json)).Message);
    }

    [Fact]
    public void Of_several_policies_the_one_whose_domain_is_none_is_left_out_and_named()
    {
        var json = ReportText.Create();
        var second = json["policies"]![0]!.DeepClone();
        second["policy"]!["policy-domain"] = "not a domain";
        json["policies"]!.AsArray().Add(second);

        var report = Read(json);

        Assert.Equal("contoso.com", Assert.Single(report.Policies).Domain.Ascii);
        Assert.StartsWith("'not a domain' is not a domain (", Assert.Single(report.Remarks), Ordinal);
    }

    [Theory]
    [InlineData("", "the JSON is cut off")]
    [InlineData("[]", "it is not a TLS report: the JSON is not an object")]
    [InlineData("7", "it is not a TLS report: the JSON is not an object")]
    [InlineData("{}", "it is not a TLS report: it has no policies")]
    [InlineData("""{"policies":{}}""", "it is not a TLS report: policies is not a list")]
    [InlineData("""{"policies":[7]}""", "policies contains something that is not an object")]
    [InlineData("""{"policies":[]}""", "it does not say of which time it is (date-range)")]
    [InlineData("""{"policies":[],"date-range":{"start-datetime":"yesterday"}}""", "'yesterday' is not a time")]
    [InlineData("""{"policies":[],"date-range":{"start-datetime":"0001-01-01"}}""", "'0001-01-01' is not a time")]
    [InlineData("""{"policies":[],"date-range":{"start-datetime":"12:00"}}""", "'12:00' is not a time")]
    [InlineData("""{"policies":[],"date-range":{"start-datetime":"11/20"}}""", "'11/20' is not a time")]
    [InlineData("""{"policies":[],"date-range":{"start-datetime":"2026-11-31"}}""", "'2026-11-31' is not a time")]
    [InlineData("""{"policies":[],"date-range":{"start-datetime":"2026-11-20"}""", "the JSON is cut off")]
    [InlineData("""{"policies":[],"\ud800\ud800\ud800":7}""", "the name of a member is not text")]
    [InlineData("""{"policies":[],}""", "it is not valid JSON, or nested more than 16 deep (line 1, byte 16)")]
    [InlineData("""{"a":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}""", "it is not valid JSON, or nested more than 16 deep (line 1, byte 21)")]
    public void What_is_no_report_is_called_so(string json, string fault) => Assert.Equal(
        fault,
        Assert.Throws<ReportFormatException>(() => TlsReportParser.Parse(Encoding.UTF8.GetBytes(json), new ReportHints(null))).Message);

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. ReportText.Create().ToBytes()];

        Assert.Single(TlsReportParser.Parse(bytes, new ReportHints(null)).Policies);
    }

    [Fact]
    public void A_hostile_text_is_cut_and_made_harmless()
    {
        var json = ReportText.Create();
        json["organization-name"] = "\u001B[2J##vso[task]\u202E" + new string('x', 300);
        json.SetFailures(new JsonObject { ["result-type"] = "a\nb", ["additional-information"] = new string('y', 100_000) });

        var report = Read(json);

        Assert.StartsWith("\uFFFD[2J## vso[task]\uFFFDxxx", report.Organization, Ordinal);
        Assert.InRange(report.Organization.Length, 0, 101);
        Assert.Equal("a\uFFFDb", Assert.Single(Assert.Single(report.Policies).Failures).Type);
    }

    [Fact]
    public void More_policies_than_any_sender_has_are_not_kept()
    {
        var policies = ReportText.Create();
        policies["policies"] = new JsonArray(
            [.. Enumerable.Range(0, 1_001).Select(_ => ReportText.Create()["policies"]![0]!.DeepClone())]);

        Assert.Equal("it has more than 1,000 policies", Assert.Throws<ReportFormatException>(() => Read(policies)).Message);
    }

    private static JsonObject CreateOf(string? from, string? to)
    {
        var json = ReportText.Create();
        json["date-range"] = new JsonObject { ["start-datetime"] = from, ["end-datetime"] = to };
        return json;
    }

    private static TlsReport Read(JsonObject json) => TlsReportParser.Parse(json.ToBytes(), new ReportHints(null));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
