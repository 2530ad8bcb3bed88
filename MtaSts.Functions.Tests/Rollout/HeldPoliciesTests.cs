using MtaSts.Rollout;

namespace MtaSts.Functions.Tests.Rollout;

/// <summary>Which earlier policies senders may still hold, and until when.</summary>
public sealed class HeldPoliciesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DomainName Domain = DomainName.Parse("example.com");
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_policy_is_held_until_its_max_age_is_over_since_a_later_one_was_seen_served()
    {
        var timeline = new PolicyTimeline([State(10, "b") with { ServedAt = Start.AddDays(11) }, State(0, "a")]);

        Assert.Equal(["a: 0 to 18"], Find(timeline, 12));
        Assert.Equal(["a: 0 to 18"], Find(timeline, 18));
        Assert.Empty(Find(timeline, 19));
    }

    [Fact]
    public void While_no_later_one_was_seen_served_the_end_is_not_known()
    {
        var timeline = new PolicyTimeline([State(10, "b"), State(0, "a")]);

        Assert.Equal(["a: 0 to ?"], Find(timeline, 12));
    }

    [Fact]
    public void What_was_replaced_longer_ago_than_the_app_can_go_on_serving_it_is_forgotten_all_the_same()
    {
        var timeline = new PolicyTimeline([State(20, "c"), State(10, "b"), State(0, "a")]);

        Assert.Equal(["b: 10 to ?", "a: 0 to ?"], Find(timeline, 47));
        Assert.Equal(["b: 10 to ?"], Find(timeline, 48));
        Assert.Empty(Find(timeline, 58));
    }

    [Fact]
    public void A_policy_that_was_removed_is_held_for_its_max_age()
    {
        var timeline = new PolicyTimeline(
            [State(10, "b") with { IsRemoval = true, Policy = null, Content = null, Id = null }, State(0, "a")]);

        Assert.Equal(["a: 0 to 17"], Find(timeline, 12));
    }

    [Fact]
    public void Policies_that_are_unknown_and_the_current_one_are_left_out()
    {
        var timeline = new PolicyTimeline([State(10, "b"), State(0, "a") with { Policy = null, Id = null }])
        {
            HeldUntil = Start.AddDays(99),
        };

        Assert.Empty(Find(timeline, 11));
    }

    private static IEnumerable<string> Find(PolicyTimeline timeline, int day) =>
        HeldPolicies.Find(timeline, Start.AddDays(day), Minute).Select(held =>
            $"{held.Policy.Mx[0].Name[..1]}: {(held.Since - Start).Days} to {(held.Until is { } until ? (until - Start).Days : "?")}");

    private static StoredPolicy State(int day, string host)
    {
        var policy = new Policy(PolicyMode.Enforce, [MxPattern.Parse($"{host}.example.com")], 604_800);
        return new StoredPolicy
        {
            Domain = Domain,
            Version = $"{day}",
            Content = new PolicyContent.Inline(policy),
            Policy = policy,
            Id = PolicyId.Create(Start.AddDays(day), policy),
            Since = Start.AddDays(day),
            ChangedBy = "ann@example.com",
        };
    }
}
