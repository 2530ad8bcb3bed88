using MtaSts.Cli.Reports;
using MtaSts.Cli.Reports.Page;
using MtaSts.Reports;

namespace MtaSts.Functions.Tests.TlsReports;

/// <summary>Whether what senders report holds a domain back from enforce.</summary>
public sealed class ReportGateTests
{
    private const string Current = "version: STSv1|mode: testing|mx: a.mx.test|mx: b.mx.test|max_age: 1209600";
    private const string Earlier = "version: STSv1|mode: testing|mx: a.mx.test|max_age: 1209600";
    private const string Stranger = "version: STSv1|mode: testing|mx: c.mx.test|max_age: 1209600";

    private static readonly DateTimeOffset Since = new(2026, 11, 10, 0, 0, 0, TimeSpan.Zero);

    private static readonly PolicyTimeline Timeline = new([State(Current, "2026-11-12"), State(Earlier, "2026-11-01")]);

    /// <summary>Type of the policy, the policy, kind of failure, host, and whether it holds the domain back.</summary>
    public static TheoryData<string, string?, string, string?, bool> Cases => new()
    {
        // Whatever fails under MTA-STS would not have been delivered in enforce.
        { "sts", Current, "validation-failure", "x.mx.test", true },
        { "sts", Current, "validation-failure", "a.mx.test", true },
        { "sts", Current, "validation-failure", null, true },
        { "sts", Current, "certificate-host-mismatch", "a.mx.test", true },
        { "sts", Current, "certificate-expired", "a.mx.test", true },
        { "sts", Current, "certificate-not-trusted", "a.mx.test", true },
        { "sts", Current, "starttls-not-supported", "a.mx.test", true },
        { "sts", Current, "sts-policy-fetch-error", null, true },
        { "sts", null, "sts-policy-fetch-error", null, true },
        { "sts", Current, "sts-policy-invalid", null, true },
        { "sts", Current, "sts-webpki-invalid", null, true },
        { "sts", Current, "a-kind-of-their-own", null, true },
        { "sts", Current, "", null, true },

        // Of a policy that was replaced, only what its successor mends is told apart.
        { "sts", Earlier, "validation-failure", "b.mx.test", false },
        { "sts", Earlier, "validation-failure", "a.mx.test", true },
        { "sts", Earlier, "validation-failure", "x.mx.test", true },
        { "sts", Earlier, "validation-failure", null, true },
        { "sts", Earlier, "certificate-expired", "b.mx.test", true },
        { "sts", Earlier, "starttls-not-supported", "b.mx.test", true },
        { "sts", Stranger, "validation-failure", "b.mx.test", true },
        { "sts", "mode: testing", "validation-failure", "b.mx.test", true },
        { "sts", null, "validation-failure", "b.mx.test", true },

        // A sender that found no policy, or calls it something else, meets the same once it has one.
        { "no-policy-found", null, "starttls-not-supported", "a.mx.test", true },
        { "no-policy-found", null, "certificate-expired", "a.mx.test", true },
        { "no-policy-found", null, "sts-policy-fetch-error", null, true },
        { "no-policy-found", null, "", null, true },
        { "", Current, "validation-failure", "x.mx.test", true },
        { "sts-v2", Current, "certificate-expired", "a.mx.test", true },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Each_failed_session_under_mta_sts_holds_a_domain_back(string type, string? policy, string kind, string? host, bool holds)
    {
        var failure = new ReportedFailure { Type = kind, Sessions = 1, ReceivingHost = host };

        var verdict = ReportGate.Judge(Timeline, [Sessions(type, policy, successful: 9, failed: 1, failure)], Since);

        Assert.Equal(holds, verdict.HoldingBack.Count > 0);
        Assert.Equal(!holds, verdict.OfEarlierPolicies.Count > 0);
        Assert.Equal(type == "sts" ? 10 : 0, verdict.Sessions);
        Assert.False(verdict.IsWithoutEvidence);
        AssertShown(Sessions(type, policy, successful: 9, failed: 1, failure), failed: 1);
    }

    [Theory]
    [InlineData("tlsa", "tlsa-invalid")]
    [InlineData("tlsa", "certificate-expired")]
    [InlineData("no-policy-found", "tlsa-invalid")]
    [InlineData("no-policy-found", "dnssec-invalid")]
    [InlineData("", "dane-required")]
    public void Failures_of_dane_do_not_count(string type, string kind)
    {
        var failure = new ReportedFailure { Type = kind, Sessions = 5 };

        var verdict = ReportGate.Judge(Timeline, [Sessions(type, null, successful: 0, failed: 5, failure)], Since);

        Assert.True(verdict.IsWithoutEvidence);
        Assert.Empty(verdict.HoldingBack);
        AssertShown(Sessions(type, null, successful: 0, failed: 5, failure), failed: 0);
    }

    [Theory]
    [InlineData("2026-11-09T00:00:00Z", "2026-11-09T23:59:59Z", false)]
    [InlineData("2026-11-09T00:00:00Z", "2026-11-10T00:00:00Z", true)]
    [InlineData("2026-11-01T00:00:00Z", "2026-11-15T00:00:00Z", true)]
    public void Reports_count_that_end_in_the_time_that_matters(string start, string end, bool counts)
    {
        var sessions = Sessions("sts", Current, 0, 1) with { Start = Time(start), End = Time(end) };

        Assert.Equal(counts, ReportGate.Judge(Timeline, [sessions], Since).HoldingBack.Count > 0);
    }

    [Theory]
    [InlineData("2026-11-09", "2026-11-09", true)]
    [InlineData("2026-11-08", "2026-11-08", false)]
    [InlineData("2026-11-09T00:00:00Z", null, true)]
    public void A_report_with_dates_only_counts_to_the_end_of_its_last_day(string from, string? to, bool counts)
    {
        var json = ReportText.Create(failed: 1);
        json["date-range"] = new System.Text.Json.Nodes.JsonObject { ["start-datetime"] = from, ["end-datetime"] = to };
        var report = TlsReportParser.Parse(json.ToBytes(), new ReportHints(null));
        var sessions = new ReportedSessions(report.Organization, report.Start, report.End, report.Policies[0]);

        var failures = ReportGate.Judge(Timeline, [sessions], Since).HoldingBack;

        Assert.Equal(counts ? [new DateOnly(2026, 11, 9)] : [], failures.Select(failure => failure.LastDay));
    }

    [Fact]
    public void No_reports_are_no_evidence_and_hold_nothing_back()
    {
        var verdict = ReportGate.Judge(Timeline, [], Since);

        Assert.True(verdict.IsWithoutEvidence);
        Assert.Empty(verdict.HoldingBack);
    }

    [Fact]
    public void Reports_without_failures_hold_nothing_back()
    {
        var verdict = ReportGate.Judge(Timeline, [Sessions("sts", Current, 100, 0), Sessions("sts", Current, 7, 0)], Since);

        Assert.Equal((107L, false), (verdict.Sessions, verdict.IsWithoutEvidence));
        Assert.Equal(["Example Mail"], verdict.Organizations);
        Assert.Empty(verdict.HoldingBack);
    }

    [Fact]
    public void Failures_that_no_detail_explains_hold_back_too()
    {
        var failure = new ReportedFailure { Type = "certificate-expired", Sessions = 2, ReceivingHost = "a.mx.test" };

        var verdict = ReportGate.Judge(Timeline, [Sessions("sts", Current, 0, 5, failure)], Since);

        Assert.Equal(
            [("", null, 3), ("certificate-expired", "a.mx.test", 2)],
            verdict.HoldingBack.Select(failures => (failures.Type, failures.Host, failures.Sessions)));
    }

    [Fact]
    public void Failures_of_one_kind_at_one_host_are_one_sentence_for_all_who_report_them()
    {
        var failure = new ReportedFailure { Type = "starttls-not-supported", Sessions = 1, ReceivingHost = "a.mx.test" };
        var sessions = Sessions("sts", Current, 0, 1, failure);

        var verdict = ReportGate.Judge(
            Timeline, [sessions, sessions with { Organization = "Other", End = Time("2026-11-22T00:00:00Z") }], Since);

        var failures = Assert.Single(verdict.HoldingBack);
        Assert.Equal((2L, new DateOnly(2026, 11, 21)), (failures.Sessions, failures.LastDay));
        Assert.Equal(["Example Mail", "Other"], failures.Organizations);
    }

    [Theory]
    [InlineData("version: STSv1|mode: enforce|mx: a.mx.test|max_age: 1209600", true)]
    [InlineData(Current, false)]
    [InlineData(null, false)]
    public void Whether_the_policy_was_in_enforce_is_kept(string? policy, bool isEnforced) =>
        Assert.Equal(
            isEnforced, ReportGate.Judge(Timeline, [Sessions("sts", policy, 0, 1)], Since).HoldingBack.Single().IsEnforced);

    [Fact]
    public void Without_a_history_nothing_is_told_apart()
    {
        var failure = new ReportedFailure { Type = "validation-failure", Sessions = 1, ReceivingHost = "b.mx.test" };

        Assert.Single(ReportGate.Judge(new PolicyTimeline([]), [Sessions("sts", Earlier, 0, 1, failure)], Since).HoldingBack);
    }

    [Fact]
    public void A_policy_is_read_once_for_all_failures_under_it()
    {
        var mx = string.Join('|', Enumerable.Range(0, 190).Select(number => $"mx: m{number}.test"));
        var policy = $"version: STSv1|mode: testing|max_age: 1209600|{mx}";
        var failures = Enumerable.Range(0, 200).Select(number => new ReportedFailure
        {
            Type = "validation-failure",
            Sessions = 1,
            ReceivingHost = $"x{number}.test",
        }).ToArray();
        ReportedSessions[] one = [Sessions("sts", policy, 0, 1, failures[0])], many = [Sessions("sts", policy, 0, 200, failures)];
        Measure(one);

        Assert.InRange(Measure(many), 0, 5 * Measure(one));

        static long Measure(ReportedSessions[] sessions)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            ReportGate.Judge(Timeline, sessions, Since);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Failures_under_the_policy_and_without_one_are_told_apart()
    {
        var failure = new ReportedFailure { Type = "certificate-expired", Sessions = 1, ReceivingHost = "a.mx.test" };

        var verdict = ReportGate.Judge(
            Timeline, [Sessions("sts", Current, 0, 1, failure), Sessions("no-policy-found", null, 0, 1, failure)], Since);

        Assert.Equal(["sts", "no-policy-found"], verdict.HoldingBack.Select(failures => failures.PolicyType));
    }

    [Fact]
    public void No_number_of_reports_overflows_a_total()
    {
        var sessions = Sessions("sts", Current, 1_000_000_000, 1_000_000_000);

        Assert.Equal(2_000_000_000_000, ReportGate.Judge(Timeline, [.. Enumerable.Repeat(sessions, 1_000)], Since).Sessions);
    }

    /// <summary>What <c>mta-sts reports</c> shows as failed is what the gate counts.</summary>
    private static void AssertShown(ReportedSessions sessions, int failed)
    {
        var shown = DomainReports.From(sessions.Policy.Domain, null, [sessions]);

        Assert.Equal(failed, shown.Failed);
        Assert.Equal(failed > 0, ReportsWords.GetState(shown) == ReportedState.Failures);
        Assert.Equal(failed, shown.Failures.Where(failure => failure.Counts).Sum(failure => failure.Sessions));
    }

    private static ReportedSessions Sessions(
        string type, string? policy, long successful, long failed, params ReportedFailure[] failures) =>
        new("Example Mail", Time("2026-11-20T00:00:00Z"), Time("2026-11-20T23:59:59Z"), new ReportedPolicy
        {
            Type = type,
            Domain = DomainName.Parse("contoso.com"),
            Lines = policy?.Split('|') ?? [],
            Successful = successful,
            Failed = failed,
            Failures = failures,
        });

    private static StoredPolicy State(string policy, string since)
    {
        var parsed = PolicyParser.Parse(Encoding.UTF8.GetBytes(policy.Replace("|", "\r\n", Ordinal))).Value!;
        return new StoredPolicy
        {
            Domain = DomainName.Parse("contoso.com"),
            Content = new PolicyContent.Inline(parsed),
            Policy = parsed,
            Version = since,
            Since = Time(since),
            ChangedBy = "ann@contoso.com",
        };
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(
        text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);
}
