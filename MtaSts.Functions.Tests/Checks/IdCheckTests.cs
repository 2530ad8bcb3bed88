using MtaSts.Checks.Lookups;
using static MtaSts.Functions.Tests.Checks.DnsAnswers;

namespace MtaSts.Functions.Tests.Checks;

public sealed class IdCheckTests
{
    private const string Name = "_mta-sts.contoso.com";
    private const string Foreign = "20220101080000Z";

    private static readonly DomainName Domain = DomainName.Parse("contoso.com");
    private static readonly DateTimeOffset Changed = new(2026, 11, 29, 10, 45, 12, TimeSpan.Zero);
    private static readonly Policy Served = CreatePolicy("mail.contoso.com");
    private static readonly Policy Other = CreatePolicy("other.contoso.com");
    private static readonly string ServedId = PolicyId.Create(Changed, Served);

    [Fact]
    public void The_id_of_the_stored_policy_is_in_step() => Assert.Equal(CheckOutcome.Passed, Judge(ServedId, Expect(Served, 60)).Outcome);

    [Fact]
    public void An_id_that_an_earlier_state_of_the_same_text_had_is_not() =>
        Assert.Equal(["702"], Judge(PolicyId.Create(Changed.AddDays(-1), Served), Expect(Served, 60)).Codes());

    [Fact]
    public void An_id_that_is_not_that_of_the_policy_is_an_error_that_says_what_to_run()
    {
        var finding = Assert.Single(Judge(Foreign, Expect(Served, 60)).Findings);

        Assert.Equal(("MTASTS702", CheckPhase.Match, Severity.Error), (finding.Finding.Code, finding.Phase, finding.Severity));
        Assert.Equal($"The id in DNS is '{Foreign}', but the served policy has the id '{ServedId}'.", finding.Finding.Message);
        Assert.Equal(
            "Run 'mta-sts publish contoso.com'. Senders fetch the policy again only when the id changes.", finding.Finding.Advice);
    }

    [Fact]
    public void Of_an_id_that_is_delegated_it_says_which_record_to_change() => Assert.Equal(
        "Run 'mta-sts publish contoso.com', and change the record 'contoso.ids.example', which it is a CNAME for; if that is "
        + "another's, replace the CNAME. Senders fetch the "
        + "policy again only when the id changes.",
        Assert.Single(Judge(Foreign, Expect(Served, 60) with { Record = "contoso.ids.example" }).Findings).Finding.Advice);

    [Theory]
    [InlineData(0, "Run 'mta-sts publish contoso.com' after 2026-11-29 10:46:12Z, when no cache has the earlier one.")]
    [InlineData(1, "Run 'mta-sts publish contoso.com'. If that is done, resolvers have the new id by 2026-11-29 10:51:12Z.")]
    [InlineData(5, "Run 'mta-sts publish contoso.com'. If that is done, resolvers have the new id by 2026-11-29 10:51:12Z.")]
    public void In_the_minutes_after_a_change_the_id_is_to_be_published(int minutes, string advice)
    {
        var finding = Assert.Single(Judge(Foreign, Expect(Served, minutes)).Findings);

        Assert.Equal(("MTASTS754", Severity.Warning), (finding.Finding.Code, finding.Severity));
        Assert.Equal($"The policy changed at 2026-11-29 10:45:12Z, and DNS still has the id '{Foreign}'.", finding.Finding.Message);
        Assert.Equal(advice, finding.Finding.Advice);
    }

    [Fact]
    public void Once_caches_and_resolvers_have_had_their_time_it_is_an_error() =>
        Assert.Equal(["702"], Judge(Foreign, Expect(Served, 6)).Codes());

    [Fact]
    public void While_the_app_may_serve_the_policy_before_the_new_id_is_to_be_published_later() =>
        Assert.Equal(["754"], Judge(Foreign, Expect(Served, 0) with { Served = Other }).Codes());

    [Fact]
    public void While_the_host_serves_another_policy_no_id_is_asked_for()
    {
        var part = Judge(Foreign, Expect(Served, 3) with { Served = Other });

        Assert.Empty(part.Findings);
        Assert.Equal(
            "Which id DNS has to have is unknown while the host does not serve the policy that is in the store.", part.NotChecked);
    }

    [Theory, InlineData(0), InlineData(60)]
    public void While_the_policy_refuses_a_mail_host_its_id_is_not_to_be_published(int minutes)
    {
        var part = Judge(Foreign, Expect(Served, minutes) with { Uncovered = ["mx2.contoso.com", "mx3.contoso.com"] });

        Assert.Empty(part.Findings);
        Assert.Equal(
            $"The id in DNS is '{Foreign}', not that of the served policy. Leave it so until the policy covers 'mx2.contoso.com': "
            + "senders that fetch it do not deliver there.",
            part.NotChecked);
    }

    [Fact]
    public void Where_the_store_does_not_tell_any_id_of_the_text_will_do()
    {
        var expected = Expect(Served, 60) with { Stored = null };

        Assert.Equal(CheckOutcome.Passed, Judge(ServedId, expected).Outcome);
        Assert.Equal(CheckOutcome.Passed, Judge(PolicyId.ComputeDigest(Served), expected).Outcome);
        var finding = Assert.Single(Judge(Foreign, expected).Findings);
        Assert.Equal("MTASTS702", finding.Finding.Code);
        Assert.Equal($"The id in DNS is '{Foreign}', which is not that of the served policy.", finding.Finding.Message);
    }

    [Fact]
    public void In_the_first_minute_of_a_new_domain_the_record_is_to_be_published()
    {
        var finding = Assert.Single(JudgeAbsence(Expect(Served, 0)).Findings);

        Assert.Equal("MTASTS754", finding.Finding.Code);
        Assert.Equal("The policy changed at 2026-11-29 10:45:12Z, and DNS has no record yet.", finding.Finding.Message);
        Assert.Equal(
            "Run 'mta-sts publish contoso.com' after 2026-11-29 10:46:12Z, when no cache has the earlier one.", finding.Finding.Advice);
        Assert.Equal(["201"], JudgeAbsence(Expect(Served, 1)).Codes());
    }

    [Fact]
    public void A_record_is_not_asked_for_while_the_policy_refuses_a_mail_host()
    {
        var part = JudgeAbsence(Expect(Served, 60) with { Uncovered = ["mx2.contoso.com"] });

        Assert.Empty(part.Findings);
        Assert.Equal(
            "There is no id in DNS. Leave it so until the policy covers 'mx2.contoso.com': senders that fetch it do not deliver there.",
            part.NotChecked);
    }

    [Fact]
    public void A_policy_in_the_store_that_is_invalid_is_not_to_be_published()
    {
        var expected = Expect(Served, 0);

        Assert.Equal(
            ["702"],
            Judge(Foreign, expected with { Stored = expected.Stored! with { Content = null, Policy = null, Id = null } }).Codes());
    }

    [Fact]
    public void Without_a_policy_from_the_host_no_id_is_asked_for() =>
        Assert.Equal(CheckOutcome.Passed, Judge(Foreign, Expect(Served, 60) with { Served = null }).Outcome);

    private static CheckPart Judge(string id, IdExpectation expected) =>
        MtaStsRecordCheck.Judge(Domain, WithTexts(Name, $"v=STSv1; id={id};"), expected);

    private static CheckPart JudgeAbsence(IdExpectation expected) =>
        MtaStsRecordCheck.Judge(Domain, Without<IReadOnlyList<string>>(Name, DnsOutcome.NxDomain), expected);

    /// <summary>What is expected so many minutes after the policy in the store was changed; the app keeps one for a minute.</summary>
    private static IdExpectation Expect(Policy stored, int minutes) => new()
    {
        Domain = Domain,
        Served = stored,
        Stored = new StoredPolicy
        {
            Domain = Domain,
            Version = "1",
            Content = new PolicyContent.Inline(stored),
            Policy = stored,
            Id = PolicyId.Create(Changed, stored),
            Since = Changed,
        },
        RefreshAfter = TimeSpan.FromMinutes(1),
        Now = Changed.AddMinutes(minutes),
    };

    private static Policy CreatePolicy(string mx) => new(PolicyMode.Enforce, [MxPattern.Parse(mx)], 1_209_600);
}
