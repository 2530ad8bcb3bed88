using System.Text.Json.Nodes;
using MtaSts.Reports;

namespace MtaSts.Functions.Tests.TlsReports;

/// <summary>However many failures a report has, all count, and few are kept.</summary>
public sealed class FailureTallyTests
{
    [Fact]
    public void Failures_that_differ_in_nothing_are_one()
    {
        var policy = Assert.Single(Read(10_001, _ => "certificate-expired", _ => "a.mx.test", _ => "192.0.2.1").Policies);

        var failure = Assert.Single(policy.Failures);
        Assert.Equal((10_001L, 10_001L), (policy.Failed, failure.Sessions));
        Assert.Equal(("certificate-expired", "a.mx.test", "192.0.2.1"), (failure.Type, failure.ReceivingHost, failure.SendingAddress));
    }

    [Fact]
    public void Addresses_beyond_the_first_are_not_kept_and_their_sessions_count()
    {
        var report = Read(5_000, _ => "certificate-expired", _ => "a.mx.test", number => $"address {number}");

        var policy = Assert.Single(report.Policies);
        Assert.Equal((5_000, 201), (policy.Failed, policy.Failures.Count));
        Assert.Equal(
            (4_800, "a.mx.test", null),
            (policy.Failures[^1].Sessions, policy.Failures[^1].ReceivingHost, policy.Failures[^1].SendingAddress));
        Assert.Equal(["it has more than 200 different failures: the sending addresses of the rest are not kept"], report.Remarks);
    }

    [Fact]
    public void Hosts_beyond_that_are_not_kept_but_each_kind_is()
    {
        var report = Read(
            5_000, number => number == 4_999 ? "starttls-not-supported" : "certificate-expired", number => $"mx{number}.test", _ => null);

        var policy = Assert.Single(report.Policies);
        Assert.Equal(5_000, policy.Failed);
        Assert.Equal(
            [("certificate-expired", null, 4_749), ("starttls-not-supported", null, 1)],
            policy.Failures.Skip(250).Select(failure => (failure.Type, failure.ReceivingHost, failure.Sessions)));
        Assert.Equal("its failures are at more hosts than are kept: the rest are counted without the host", report.Remarks[^1]);
    }

    [Fact]
    public void Kinds_that_a_sender_makes_up_without_end_are_kept_as_one_without_a_reason()
    {
        var policy = Assert.Single(Read(5_000, number => $"kind {number}", _ => null, _ => null).Policies);

        Assert.Equal((5_000, 251), (policy.Failed, policy.Failures.Count));
        Assert.Equal(("", 4_750), (policy.Failures[^1].Type, policy.Failures[^1].Sessions));
    }

    [Fact]
    public void What_is_kept_is_bounded_for_all_policies_of_a_report_together()
    {
        var json = CreateFailing(300, number => $"kind {number}", _ => "a.mx.test", _ => null);
        json["policies"] = new JsonArray([.. Enumerable.Range(0, 20).Select(_ => json["policies"]![0]!.DeepClone())]);

        var report = Parse(json);

        Assert.All(report.Policies, policy => Assert.Equal(300, policy.Failed));
        Assert.InRange(report.Policies.Sum(policy => policy.Failures.Count), 250, 300);
    }

    [Fact]
    public void Sessions_without_end_are_bounded_no_kind_vanishes_and_the_sum_is_that_of_the_failures()
    {
        var json = ReportText.Create();
        json.SetFailures(
        [
            .. Enumerable.Range(0, 50).Select(number => ReportText.CreateFailure($"kind {number}", long.MaxValue)),
            ReportText.CreateFailure("certificate-expired", 5),
            ReportText.CreateFailure("tlsa-invalid", 0),
        ]);

        var report = Parse(json);

        var policy = Assert.Single(report.Policies);
        Assert.InRange(policy.Failed, 999_999_900, 1_000_000_100);
        Assert.Equal(policy.Failed, policy.GetFailures().Sum(failure => failure.Sessions));
        Assert.Contains(policy.GetFailures(), failure => failure.Type == "certificate-expired");
        Assert.DoesNotContain(policy.GetFailures(), failure => failure.Type == "tlsa-invalid");
        Assert.Contains("its failures are 50,000,000,005 sessions, which no sender reaches: 1,000,000,000 are counted", report.Remarks);
    }

    private static TlsReport Read(int count, Func<int, string> getType, Func<int, string?> getHost, Func<int, string?> getAddress) =>
        Parse(CreateFailing(count, getType, getHost, getAddress));

    private static JsonObject CreateFailing(
        int count, Func<int, string> getType, Func<int, string?> getHost, Func<int, string?> getAddress)
    {
        var json = ReportText.Create();
        json.SetFailures([.. Enumerable.Range(0, count).Select(number => new JsonObject
        {
            ["result-type"] = getType(number),
            ["receiving-mx-hostname"] = getHost(number),
            ["sending-mta-ip"] = getAddress(number),
        })]);
        return json;
    }

    private static TlsReport Parse(JsonObject json) => TlsReportParser.Parse(json.ToBytes(), new ReportHints(null));
}
