using MtaSts.Checks.Lookups;
using MtaSts.Rollout;
using static MtaSts.Functions.Tests.Checks.DnsAnswers;

namespace MtaSts.Functions.Tests.Rollout;

public sealed class ChangeGuardTests
{
    private const string Promote = "only 'mta-sts promote' takes a domain from testing to enforce";
    private const string Start = "a domain starts in testing, and only 'mta-sts promote' takes it to enforce";
    private const string TakeOver = Start + ", unless its published policy is in enforce; ";
    private const string Uncovered = "no mx in the policy covers 'mx.fabrikam.com'";

    private const string Name = "contoso.com";

    private static readonly DomainName Domain = DomainName.Parse(Name);
    private static readonly DnsAnswer<MailExchange> NoMx = Without<MailExchange>(Name, DnsOutcome.NoData);

    [Theory]
    [InlineData("enforce", "enforce", "mail.contoso.com", "", "")]
    [InlineData("enforce", "enforce", "mail.contoso.com mx.fabrikam.com", Uncovered, "")]
    [InlineData("enforce", "enforce", "mx.fabrikam.com a.mail.contoso.com", Uncovered + ", 'a.mail.contoso.com'", "")]
    [InlineData("enforce", "enforce", "contoso-com.a-v1.mx.microsoft",
        "no mx in the policy covers 'contoso-com.a-v1.mx.microsoft' (add '*.a-v1.mx.microsoft')", "")]
    [InlineData("enforce", "enforce", "1.x 2.x 3.x 4.x 5.x 6.x 7.x",
        "no mx in the policy covers '1.x', '2.x', '3.x', '4.x', '5.x' and 2 more hosts", "")]
    [InlineData("enforce", "testing", "mx.fabrikam.com", "", Uncovered)]
    [InlineData("enforce", "none", "mx.fabrikam.com", "", "")]
    [InlineData("testing", "testing", "mx.fabrikam.com", "", Uncovered)]
    [InlineData("testing", "testing", "mail.contoso.com", "", "")]
    [InlineData("testing", "enforce", "mail.contoso.com", Promote, "")]
    [InlineData("testing", "enforce", "mx.fabrikam.com", Promote + "; " + Uncovered, "")]
    [InlineData("none", "enforce", "mail.contoso.com", Start, "")]
    [InlineData(null, "enforce", "mail.contoso.com", Start, "")]
    [InlineData(null, "testing", "mx.fabrikam.com", "", Uncovered)]
    [InlineData(null, "none", "mx.fabrikam.com", "", "")]
    public void A_change_is_judged_by_where_mail_goes_and_by_the_way_to_enforce(
        string? before, string after, string hosts, string blockers, string warnings) =>
        Assert.Equal((blockers, warnings), Judge(Change(before, after), Found(hosts.Split(' '))));

    [Theory]
    [InlineData(MailHostsOutcome.Unknown, "the MX could not be looked up: SERVFAIL", true)]
    [InlineData(MailHostsOutcome.NoMx, "there is no MX", true)]
    [InlineData(MailHostsOutcome.NullMx, "there is a null MX (RFC 7505), so no mail is received", false)]
    public void Without_hosts_only_a_null_mx_says_that_no_mail_can_be_lost(MailHostsOutcome outcome, string fault, bool isFault)
    {
        var answer = outcome switch
        {
            MailHostsOutcome.NullMx => Found(""),
            MailHostsOutcome.NoMx => new MailHostAnswer(NoMx, Without<IPAddress>(Name, DnsOutcome.NoData)),
            _ => new MailHostAnswer(Without<MailExchange>(Name, DnsOutcome.Failed), null),
        };

        Assert.Equal((isFault ? fault : "", ""), Judge(Change("enforce", "enforce"), answer));
        Assert.Equal(("", isFault ? fault : ""), Judge(Change("enforce", "testing"), answer));
    }

    [Fact]
    public void Without_an_mx_the_domain_itself_has_to_be_covered() => Assert.Equal(
        ("no mx in the policy covers 'contoso.com'", ""),
        Judge(Change("enforce", "enforce"), new(NoMx, Of(Name, IPAddress.Loopback))));

    [Theory]
    [InlineData(null, "enforce", null, "")]
    [InlineData("testing", "enforce", null, "")]
    [InlineData(null, "testing", null, TakeOver + "that one is in testing")]
    [InlineData(null, "none", null, TakeOver + "that one is in none")]
    [InlineData("testing", "testing", null, Promote + ", unless its published policy is in enforce; that one is in testing")]
    [InlineData(null, null, "there is no valid record _mta-sts", TakeOver + "there is no valid record _mta-sts")]
    [InlineData("enforce", null, "there is no valid record _mta-sts", "")]
    public void What_is_published_in_enforce_may_be_taken_over_in_enforce(
        string? before, string? published, string? fault, string blockers) =>
        Assert.Equal(
            (blockers, ""),
            Judge(
                Change(before, "enforce") with { IsTakeOver = true },
                Found("mail.contoso.com"),
                new PublishedPolicy(published is null ? null : CreatePolicy(published), fault)));

    [Fact]
    public void A_policy_that_is_taken_over_has_to_cover_the_hosts_all_the_same() => Assert.Equal(
        (Uncovered, ""),
        Judge(
            Change(null, "enforce") with { IsTakeOver = true },
            Found("mx.fabrikam.com"),
            new PublishedPolicy(CreatePolicy("enforce"), null)));

    [Fact]
    public void What_a_move_under_way_needs_stays_in_the_policy_whatever_the_mx_looks_like() => Assert.Equal(
        (
            "its MX is being moved to mx.fabrikam.com, and resolvers may have either MX, "
            + "so only 'mta-sts move-mx' drops mx from the policy, also to go back: --to the old hosts", ""),
        Judge(
            Change("enforce", "enforce") with { BrokenMove = new MxMoveNote("mx.fabrikam.com", null, null) }, Found("mail.contoso.com")));

    [Fact]
    public void A_policy_that_is_unknown_is_never_a_harmless_one() => Assert.Equal(
        ("it could not be fetched", ""), Judge(new GuardedChange(Domain, null, null) { Fault = "it could not be fetched" }, null));

    [Theory]
    [InlineData("testing", "mail.contoso.com", "")]
    [InlineData("testing", "mx.fabrikam.com", "the provider may take its policy to enforce at any time, and " + Uncovered)]
    [InlineData("none", "mx.fabrikam.com", "the provider may take its policy to enforce at any time, and " + Uncovered)]
    public void A_policy_that_the_provider_can_take_to_enforce_has_to_cover_the_hosts_in_any_mode(
        string mode, string hosts, string blockers)
    {
        var change = Change("enforce", mode) with { IsProvided = true };

        Assert.True(change.NeedsMailHosts);
        Assert.Equal((blockers, ""), Judge(change, Found(hosts)));
    }

    [Theory]
    [InlineData("enforce", "enforce", true, false)]
    [InlineData("testing", "enforce", true, true)]
    [InlineData("enforce", "testing", true, false)]
    [InlineData("enforce", "none", false, false)]
    public void Only_what_the_judgement_needs_is_looked_up(string before, string after, bool needsHosts, bool needsPublished)
    {
        var change = Change(before, after) with { IsTakeOver = true };

        Assert.Equal((needsHosts, needsPublished), (change.NeedsMailHosts, change.NeedsPublished));
        Assert.False(Change(before, after).NeedsPublished);
    }

    [Fact]
    public void The_reason_keeps_what_was_overridden()
    {
        Assert.Equal("moving", ChangeGuard.FormatReason([], "moving"));
        Assert.Equal($"Forced: {Promote}; {Uncovered}. moving", ChangeGuard.FormatReason([Promote, $"{Uncovered}."], "moving"));
        Assert.Equal("Forced: a; b; c; d; e; and 2 more. moving", ChangeGuard.FormatReason(["a", "b", "c", "d", "e", "f", "g"], "moving"));
    }

    private static MailHostAnswer Found(params string[] hosts) =>
        new(Of(Name, [.. hosts.Select(host => new MailExchange(host, 10))]), null);

    private static (string Blockers, string Warnings) Judge(GuardedChange change, MailHostAnswer? hosts, PublishedPolicy? published = null)
    {
        var result = ChangeGuard.Judge(change, hosts, published);
        return (string.Join("; ", result.Blockers), string.Join("; ", result.Warnings));
    }

    private static GuardedChange Change(string? before, string after) => new(
        Domain, before is null ? null : CreatePolicy(before).Mode, CreatePolicy(after));

    private static Policy CreatePolicy(string mode) =>
        new(Enum.Parse<PolicyMode>(mode, ignoreCase: true), [MxPattern.Parse("mail.contoso.com")], 1209600);
}
