using MtaSts.Checks.Lookups;
using static MtaSts.Functions.Tests.Checks.DnsAnswers;

namespace MtaSts.Functions.Tests.Checks;

/// <summary>Earlier policies that senders may still hold against the MX: what would break, and what must not be dropped.</summary>
public sealed class HeldPolicyCheckTests
{
    private const string Name = "contoso.com";

    private static readonly DomainName Domain = DomainName.Parse(Name);
    private static readonly DateTimeOffset Until = new(2026, 12, 20, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_mail_host_that_a_held_policy_in_enforce_does_not_cover_is_an_error_with_the_date_when_it_ends()
    {
        var part = Judge("mail2.example", "mail2.example", Hold("mail1.example"));

        var finding = Assert.Single(part.Findings);
        Assert.Equal(
            ("MTASTS704", Severity.Error, CheckPhase.Match, "mail2.example"),
            (finding.Finding.Code, finding.Severity, finding.Phase, finding.Subject));
        Assert.Equal(
            "Senders may hold the policy of 12 November until 2026-12-20 08:00:00Z, and it does not cover 'mail2.example': "
            + "they do not deliver there.",
            finding.Finding.Message);
        Assert.Equal(
            "Put mail hosts back into the MX that the earlier policy covers, until senders have forgotten it.", finding.Finding.Advice);
    }

    [Fact]
    public void One_in_testing_is_a_warning()
    {
        var finding = Assert.Single(Judge("mail2.example", "mail2.example", Hold("mail1.example", PolicyMode.Testing)).Findings);

        Assert.Equal(("MTASTS755", Severity.Warning), (finding.Finding.Code, finding.Severity));
        Assert.Equal(
            "Senders may hold the policy of 12 November until 2026-12-20 08:00:00Z, and it does not cover 'mail2.example': "
            + "they report failures there.",
            finding.Finding.Message);
    }

    [Fact]
    public void One_in_none_binds_no_sender() =>
        Assert.Empty(Judge("mail2.example", "mail2.example", Hold("mail1.example", PolicyMode.None)).Findings);

    [Fact]
    public void Of_several_the_one_that_harms_most_and_longest_is_told_once()
    {
        var part = Judge(
            "mail2.example", "mail2.example",
            Hold("mail1.example") with { Until = Until.AddDays(-1) },
            Hold("mail1.example", PolicyMode.Testing) with { Until = Until.AddDays(1) },
            Hold("mail0.example"));

        Assert.Equal(["704"], part.Codes());
        Assert.Contains(" until 2026-12-20 08:00:00Z,", part.Findings[0].Finding.Message, Ordinal);
    }

    [Fact]
    public void An_end_that_is_not_known_is_not_made_up()
    {
        var finding = Assert.Single(Judge("mail2.example", "mail2.example", Hold("mail1.example") with { Until = null }).Findings);

        Assert.Equal(
            "Senders may hold the policy of 12 November 2026 as long as no later one is served, and it does not cover 'mail2.example': "
            + "they do not deliver there.",
            finding.Finding.Message);
    }

    [Fact]
    public void A_policy_of_another_year_is_told_with_the_year() =>
        Assert.StartsWith(
            "Senders may hold the policy of 12 November 2026 until 2027-01-20 08:00:00Z, ",
            Judge("mail2.example", "mail2.example", Hold("mail1.example") with { Until = Until.AddMonths(1) }).Findings[0].Finding.Message,
            Ordinal);

    [Theory, InlineData(PolicyMode.None, "704"), InlineData(PolicyMode.Testing, "704"), InlineData(null, "704")]
    public void Whatever_is_served_now_does_not_help_senders_that_do_not_fetch_it(PolicyMode? mode, string codes)
    {
        var served = mode is { } known ? CreatePolicy("mail2.example", known) : null;

        Assert.Equal(codes, string.Join(',', Judge(Exchange("mail2.example"), served, [Hold("mail1.example")]).Codes()));
    }

    [Fact]
    public void A_pattern_that_nothing_uses_may_be_dropped_once_all_that_is_held_covers_the_mx_and_has_the_pattern()
    {
        var part = Judge("mail2.example", "mail1.example mail2.example", Hold("mail1.example mail2.example", maxAge: 1));

        var finding = Assert.Single(part.Findings);
        Assert.Equal("MTASTS752", finding.Finding.Code);
        Assert.Equal(
            "Remove the mx from the policy unless you plan to use such a host. After a change of the MX, wait for its TTL first.",
            finding.Finding.Advice);
    }

    [Fact]
    public void A_pattern_that_was_added_for_a_move_is_not_to_be_dropped_while_senders_hold_a_policy_without_it()
    {
        var part = Judge("mail1.example", "mail1.example mail2.example", Hold("mail1.example"));

        Assert.Empty(part.Findings);
        Assert.Contains(
            new Observation("mx not used", "'mail2.example': senders may hold a policy without it until 2026-12-20 08:00:00Z"), part.Seen);
    }

    [Fact]
    public void A_pattern_that_the_mx_has_left_too_soon_is_not_to_be_dropped_because_the_mx_may_have_to_go_back()
    {
        var part = Judge("mail2.example", "mail1.example mail2.example", Hold("mail1.example"));

        Assert.Equal(["704"], part.Codes());
        Assert.Contains(
            new Observation("mx not used", "'mail1.example': keep it while senders may hold a policy that does not cover the MX"),
            part.Seen);
    }

    [Fact]
    public void A_host_that_no_policy_covers_is_told_of_both()
    {
        var part = Judge("mail3.example", "mail2.example", Hold("mail1.example"));

        Assert.Equal(["701", "704"], part.Codes());
    }

    private static CheckPart Judge(string host, string served, params HeldPolicy[] held) =>
        Judge(Exchange(host), CreatePolicy(served, PolicyMode.Enforce), held);

    private static CheckPart Judge(DnsAnswer<MailExchange> answer, Policy? served, HeldPolicy[] held) =>
        MxCheck.Judge(Domain, answer, null, [], served, held);

    private static DnsAnswer<MailExchange> Exchange(string host) => Of(Name, new MailExchange(host, 10));

    private static HeldPolicy Hold(string mx, PolicyMode mode = PolicyMode.Enforce, int maxAge = 1_209_600) =>
        new(CreatePolicy(mx, mode, maxAge), new DateTimeOffset(2026, 11, 12, 9, 30, 0, TimeSpan.Zero), Until);

    private static Policy CreatePolicy(string mx, PolicyMode mode, int maxAge = 1_209_600) =>
        new(mode, mx.Split(' ').Select(MxPattern.Parse), maxAge);
}
