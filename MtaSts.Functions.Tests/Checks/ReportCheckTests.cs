namespace MtaSts.Functions.Tests.Checks;

/// <summary>What senders report, as a part of a check.</summary>
public sealed class ReportCheckTests
{
    private static readonly DomainName Domain = DomainName.Parse("contoso.com");

    private static readonly ReportVerdict Clean = new()
    {
        Since = new DateTimeOffset(2026, 11, 10, 0, 0, 0, TimeSpan.Zero),
        Sessions = 1_234,
        Organizations = ["Example Mail"],
        HoldingBack = [],
        OfEarlierPolicies = [],
    };

    [Fact]
    public void Sessions_without_failures_are_in_order_and_say_who_reported_how_many_since_when()
    {
        var part = ReportCheck.Judge(Domain, Clean, isEnforced: false);

        Assert.Equal((CheckArea.Reports, CheckOutcome.Passed, false), (part.Area, part.Outcome, part.IsWithoutEvidence));
        Assert.Equal(
            [new("reported by", "Example Mail"), new("sessions", "1,234 under MTA-STS since 2026-11-10")], part.Seen);
    }

    [Fact]
    public void That_nobody_reported_is_said_and_not_held_against_the_domain()
    {
        var part = ReportCheck.Judge(Domain, Clean with { Sessions = 0, Organizations = [] }, isEnforced: true);

        Assert.Equal((CheckOutcome.Passed, null, true), (part.Outcome, part.NotChecked, part.IsWithoutEvidence));
        Assert.Equal(
            [
                new(
                    "no evidence",
                    "nobody reported sessions under MTA-STS since 2026-11-10, which speaks neither for nor against it"),
            ],
            part.Seen);
    }

    [Fact]
    public void Of_more_failures_than_are_shown_their_number_is_said()
    {
        var real = Failures("certificate-expired");
        var made = Enumerable.Range(0, 100).Select(number => real with { Host = $"mx{number}.test", Sessions = 1_000_000 });

        var part = ReportCheck.Judge(Domain, Clean with { HoldingBack = [.. made, real] }, isEnforced: false);

        Assert.Equal(100, part.Findings.Count);
        Assert.Equal(new Observation("more findings", "1 not shown"), part.Seen[^1]);
    }

    [Fact]
    public void That_an_error_took_the_place_of_a_warning_is_counted_too()
    {
        var warning = Failures("certificate-expired");
        var error = Failures("sts-policy-fetch-error");

        var part = ReportCheck.Judge(
            Domain, Clean with { HoldingBack = [.. Enumerable.Repeat(warning, 100), error] }, isEnforced: false);

        Assert.Equal((100, "MTASTS902"), (part.Findings.Count, part.Findings[^1].Finding.Code));
        Assert.Equal(new Observation("more findings", "1 not shown"), part.Seen[^1]);
    }

    [Theory]
    [InlineData("validation-failure", false, false, "MTASTS951 Warning Advice", "In enforce, they would not deliver.")]
    [InlineData("validation-failure", true, false, "MTASTS901 Error MailAtRisk", "In enforce, they do not deliver.")]
    [InlineData("validation-failure", false, true, "MTASTS901 Error MailAtRisk", "In enforce, they do not deliver.")]
    [InlineData("", false, false, "MTASTS951 Warning Advice", "In enforce, they would not deliver.")]
    [InlineData("a-kind-of-their-own", true, true, "MTASTS901 Error MailAtRisk", "In enforce, they do not deliver.")]
    [InlineData("sts-policy-fetch-error", false, false, "MTASTS902 Error ProtectionMissing", "or by none.")]
    [InlineData("sts-policy-invalid", true, true, "MTASTS902 Error ProtectionMissing", "or by none.")]
    [InlineData("sts-webpki-invalid", true, false, "MTASTS902 Error ProtectionMissing", "or by none.")]
    public void A_failure_is_as_bad_as_what_senders_do_then(
        string type, bool isEnforced, bool isReportedEnforced, string expected, string effect)
    {
        var verdict = Clean with { HoldingBack = [Failures(type) with { IsEnforced = isReportedEnforced }] };

        var finding = Consequences.Rank([ReportCheck.Judge(Domain, verdict, isEnforced)], isEnforced)[0].Findings.Single();

        Assert.Equal(expected, $"{finding.Finding.Code} {finding.Severity} {finding.Consequence}");
        Assert.EndsWith(effect, finding.Finding.Message, Ordinal);
    }

    [Theory]
    [InlineData("no-policy-found", "certificate-expired", "MTASTS951", "Once they go by the policy, in enforce they would not deliver.")]
    [InlineData("", "validation-failure", "MTASTS951", "Once they go by the policy, in enforce they would not deliver.")]
    [InlineData("no-policy-found", "sts-policy-fetch-error", "MTASTS902", "They go by the policy that they hold, or by none.")]
    public void Senders_without_a_policy_deliver_also_to_a_domain_in_enforce(string policyType, string type, string code, string effect)
    {
        var verdict = Clean with { HoldingBack = [Failures(type) with { PolicyType = policyType, IsEnforced = true }] };

        var finding = Assert.Single(ReportCheck.Judge(Domain, verdict, isEnforced: true).Findings).Finding;

        Assert.Equal(code, finding.Code);
        Assert.EndsWith(effect, finding.Message, Ordinal);
    }

    [Theory]
    [InlineData(
        "certificate-expired", "a.mx.test",
        "a.mx.test: Senders reported 3 failed sessions until 2026-11-20 (Example Mail): the certificate of the mail host has expired "
        + "(certificate-expired). In enforce, they would not deliver. Renew the certificate of the mail host.")]
    [InlineData(
        "", null,
        "contoso.com: Senders reported 3 failed sessions until 2026-11-20 (Example Mail): no reason was given. In enforce, they would not "
        + "deliver. Ask the sender for the reason, and check the domain with --smtp.")]
    [InlineData(
        "testing", null,
        "contoso.com: Senders reported 3 failed sessions until 2026-11-20 (Example Mail): 'testing', which is not a reason of RFC 8460. "
        + "In enforce, they would not deliver. Ask the sender what it means, and check the domain with --smtp.")]
    public void Each_kind_and_host_is_a_finding_in_words_with_what_to_do(string type, string? host, string text)
    {
        var part = ReportCheck.Judge(Domain, Clean with { HoldingBack = [Failures(type) with { Host = host }] }, isEnforced: false);

        var finding = Assert.Single(part.Findings);
        Assert.Equal(text, $"{finding.Subject}: {finding.Finding.Message} {finding.Finding.Advice}");
    }

    [Fact]
    public void What_a_later_policy_mended_is_said_and_is_no_finding()
    {
        var part = ReportCheck.Judge(Domain, Clean with { OfEarlierPolicies = [Failures("validation-failure")] }, isEnforced: true);

        Assert.Empty(part.Findings);
        Assert.Equal(
            new Observation(
                "mended",
                "3 failed sessions until 2026-11-20 (Example Mail): an earlier policy did not cover a.mx.test, "
                + "and the policy of today does"),
            part.Seen[^1]);
    }

    [Fact]
    public void However_many_report_the_part_stays_small()
    {
        var verdict = Clean with
        {
            Organizations = [.. Enumerable.Range(0, 10_000).Select(number => $"sender {number}")],
            HoldingBack = [.. Enumerable.Range(0, 10_000).Select(number => Failures($"kind-{number}"))],
        };

        var part = ReportCheck.Judge(Domain, verdict, isEnforced: true);

        Assert.Equal((CheckOutcome.Failed, 100), (part.Outcome, part.Findings.Count));
        Assert.Equal("sender 0, sender 1, sender 2, sender 3, sender 4 and 9995 more", part.Seen[0].Value);
    }

    private static ReportedFailures Failures(string type) =>
        new("sts", type, "a.mx.test", 3, ["Example Mail"], new DateOnly(2026, 11, 20), IsEnforced: false);
}
