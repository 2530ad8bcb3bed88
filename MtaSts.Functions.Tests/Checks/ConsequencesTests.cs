
namespace MtaSts.Functions.Tests.Checks;

public sealed class ConsequencesTests
{
    [Fact]
    public void Findings_come_in_the_order_of_what_follows_from_them()
    {
        var parts = Consequences.Rank(
            [
                new CheckPart(CheckArea.MtaStsRecord, [], [CheckRules.LongTtl.At("a", "x"), CheckRules.IdDrifted.At("a", "x")]),
                new CheckPart(
                    CheckArea.Mx, [],
                    [CheckRules.PatternUnused.At("a", "x"), CheckRules.LookupFailed.At("a", "x"), CheckRules.MxUncovered.At("a", "x")]),
            ],
            isEnforced: true);

        Assert.Equal(
            ["702 RecordToPublish", "451 Advice", "701 MailAtRisk", "401 ProtectionMissing", "752 Advice"],
            parts.SelectMany(part => part.Findings).Select(finding => $"{finding.Finding.Code[6..]} {finding.Consequence}"));
    }

    [Theory, InlineData(true, Consequence.MailAtRisk), InlineData(false, Consequence.ProtectionMissing)]
    public void A_mail_host_without_tls_is_refused_only_while_senders_go_by_a_policy_in_enforce(bool isEnforced, Consequence consequence)
    {
        var part = new CheckPart(CheckArea.Smtp, [], [CheckRules.NoStartTls.At("mx.example", "x")]);

        Assert.Equal(consequence, Consequences.Rank([part], isEnforced)[0].Findings[0].Consequence);
    }

    [Fact]
    public void What_is_wrong_with_the_record_for_reports_is_a_record_to_publish()
    {
        var part = new CheckPart(CheckArea.TlsRptRecord, [], [CheckRules.NoReports.At("a", "x"), CheckRules.LookupFailed.At("a", "x")]);

        Assert.All(
            Consequences.Rank([part], isEnforced: true)[0].Findings,
            finding => Assert.Equal(Consequence.RecordToPublish, finding.Consequence));
    }

    [Fact]
    public void The_consequence_of_a_domain_is_the_worst()
    {
        var parts = Consequences.Rank(
            [
                new CheckPart(CheckArea.MtaStsRecord, [], [CheckRules.IdToPublish.At("a", "x")]),
                new CheckPart(CheckArea.Mx, [], [CheckRules.HeldUncovered.At("a", "x")]),
            ],
            isEnforced: false);

        Assert.Equal(
            (Consequence.MailAtRisk, Consequence.None),
            (Report(parts).Consequence, Report([new CheckPart(CheckArea.Mx, [], [])]).Consequence));
    }

    private static DomainReport Report(IReadOnlyList<CheckPart> parts) =>
        new(DomainName.Parse("contoso.com"), PolicyMode.Enforce, null, IsHosted: true, parts);
}
