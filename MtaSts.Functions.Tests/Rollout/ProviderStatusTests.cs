using MtaSts.Rollout;
using static MtaSts.Functions.Tests.Rollout.RolloutScene;

namespace MtaSts.Functions.Tests.Rollout;

/// <summary>What comes next for a domain that follows its provider's policy, of which there is a copy.</summary>
public sealed class ProviderStatusTests
{
    private const string Alias = "_mta-sts.provider.example";
    private const string Publish = "mta-sts publish example.com";

    private static readonly Policy Enforce = Policy(PolicyMode.Enforce);
    private static readonly Policy Testing = Policy(PolicyMode.Testing);
    private static readonly PolicyContent Upstream =
        new PolicyContent.Upstream(new Uri("https://mta-sts.provider.example/.well-known/mta-sts.txt"));

    public static TheoryData<string, StoredPolicy, DomainObservation, RolloutStep> Cases { get; } = new()
    {
        {
            "a CNAME to the provider's record", Copy(50, Testing), Seen(Testing, "20260101").WithAlias(Alias),
            new(RolloutStage.Upstream, "Nothing to do here: policy and id come from mta-sts.provider.example.")
        },
        {
            "the same, and nobody has noted since when it is served", Copy(50, Testing, isSeen: false),
            Seen(Testing, "20260101").WithAlias(Alias),
            new(RolloutStage.Upstream, "Nothing to do here: policy and id come from mta-sts.provider.example.")
        },
        {
            "a record of its own with the copy's id", Copy(50, Testing), Seen(Testing, Id(50, Testing)),
            new(RolloutStage.Upstream, "Nothing to do here: the policy comes from mta-sts.provider.example.")
        },
        {
            "a record of its own with an id that was copied from the provider", Copy(50, Testing), Seen(Testing, "20260101"),
            new(
                RolloutStage.ToPublish,
                "DNS has the id 20260101, so senders do not know of the new policy. If the record is changed already, resolvers have it by "
                + "2026-04-11 00:05:00Z.",
                Publish)
        },
        {
            "no record", Copy(50, Testing), Seen(Testing, null),
            new(RolloutStage.ToPublish, "DNS has no id, so senders do not know of the policy.", Publish)
        },
        {
            "a CNAME to the provider's record, which is gone", Copy(50, Testing), Seen(Testing, null).WithAlias(Alias),
            new(
                RolloutStage.ToPublish,
                $"_mta-sts.example.com is a CNAME for {Alias}, which has no valid id. Make it a TXT record of its own.",
                Publish)
        },
        {
            "a CNAME to another provider's record", Copy(50, Testing), Seen(Testing, "20260101").WithAlias("_mta-sts.other.example"),
            new(
                RolloutStage.ToPublish,
                "DNS has the id 20260101, so senders do not know of the new policy. If the record is changed already, resolvers have it by "
                + "2026-04-11 00:05:00Z.",
                Publish)
        },
        {
            "a DNS that does not answer", Copy(50, Testing), Seen(Testing, null).WithoutRecord(),
            new(
                RolloutStage.Unknown, "The record _mta-sts.example.com could not be looked up: SERVFAIL.", "mta-sts status example.com")
        },
        {
            "a copy that is not served", Copy(50, Enforce), Seen(Testing, "20260101").WithAlias(Alias),
            new(
                RolloutStage.NotServed, "mta-sts.example.com serves a policy that is not from this store.", "mta-sts check example.com")
        },
        {
            "a copy that does not cover the MX", Copy(50, Enforce), Seen(Enforce, "20260101", "new.example.com").WithAlias(Alias),
            new(
                RolloutStage.MailAtRisk,
                "The policy in enforce does not cover the MX 'new.example.com', so senders do not deliver there. Ask the provider.")
        },
        {
            "a copy of mode testing is not the domain's to promote", Copy(50, Testing), Seen(Testing, Id(50, Testing)),
            new(RolloutStage.Upstream, "Nothing to do here: the policy comes from mta-sts.provider.example.")
        },
    };

    [Theory, MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void What_comes_next(string reason, StoredPolicy stored, DomainObservation seen, RolloutStep step) =>
        Assert.Equal((reason, step), (reason, Status(Timeline(stored), seen).Step));

    [Theory]
    [InlineData(Mx, RolloutStage.Upstream, "")]
    [InlineData(
        "new.example.com", RolloutStage.MailAtRisk,
        "The policy in enforce does not cover the MX 'new.example.com', so senders do not deliver there. ")]
    public void Where_what_the_provider_publishes_was_not_taken_the_step_says_why(string mx, RolloutStage stage, string before)
    {
        var copy = new UpstreamCopy(((PolicyContent.Upstream)Upstream).Url)
        {
            Policy = Enforce,
            Since = Start,
            Fault = "What the provider publishes is weaker: its mode is testing and was enforce. Set MtaSts__UpstreamMayWeaken.",
            FaultAt = Now,
        };

        var step = Status(Timeline(Copy(50, Enforce)) with { Copy = copy }, Seen(Enforce, "20260101", mx).WithAlias(Alias)).Step;

        Assert.Equal(
            (stage, before + "What mta-sts.provider.example publishes was not taken at 2026-04-11 00:00:00Z; its policy of 2026-01-01 "
                + $"00:00:00Z is served on. {copy.Fault}"),
            (step.Stage, step.Text));
    }

    [Fact]
    public void With_a_copy_its_mode_and_what_senders_hold_are_known_whatever_is_served()
    {
        var status = Status(Timeline(Copy(1, Testing), Copy(3, Enforce)), Seen(Testing, "20260101").WithAlias(Alias));

        Assert.Equal(
            (PolicyMode.Testing, Now.AddDays(-1), Now.AddDays(6) + RefreshAfter + RefreshAfter),
            (status.Mode, status.ModeSince, status.HeldUntil));
    }

    [Fact]
    public void What_the_host_still_serves_from_its_cache_is_held_although_it_is_served()
    {
        var status = Status(
            Timeline(State(0, Upstream), State(60, Enforce)), Seen(Enforce, Id(60, Enforce)));

        Assert.Equal(PolicyMode.Enforce, status.Mode);
        Assert.Equal(Now.AddSeconds(Week) + RefreshAfter, status.HeldUntil);
    }

    private static RolloutStatus Status(PolicyTimeline timeline, DomainObservation seen) => new(timeline, seen, Now, RefreshAfter);

    private static StoredPolicy Copy(int daysAgo, Policy policy, bool isSeen = true) =>
        State(daysAgo, policy, isSeen) with { Content = Upstream };

    private static string Id(int daysAgo, Policy policy) => PolicyId.Create(Now.AddDays(-daysAgo), policy);
}
