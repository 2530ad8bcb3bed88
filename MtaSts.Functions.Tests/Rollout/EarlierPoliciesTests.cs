using MtaSts.Rollout;

namespace MtaSts.Functions.Tests.Rollout;

/// <summary>Until when senders may go by another policy than the one that is exported or imported.</summary>
public sealed class EarlierPoliciesTests
{
    private const int Day = 86_400;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Start.AddDays(100);
    private static readonly TimeSpan RefreshAfter = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_domain_that_only_ever_had_this_policy_has_no_earlier_one() => AssertEnd(null, [State(0, PolicyMode.Enforce)]);

    [Fact]
    public void An_earlier_policy_is_held_for_its_max_age_from_when_the_next_was_seen_to_be_served() => AssertEnd(
        Start.AddDays(11 + 30) + RefreshAfter,
        [State(10, PolicyMode.Testing) with { ServedAt = Start.AddDays(11) }, State(0, PolicyMode.Enforce, 30 * Day)]);

    [Fact]
    public void While_no_later_one_was_seen_to_be_served_it_counts_from_now() => AssertEnd(
        Now.AddDays(30) + RefreshAfter, [State(90, PolicyMode.Testing), State(0, PolicyMode.Enforce, 30 * Day)]);

    [Fact]
    public void But_no_longer_than_an_app_serves_what_was_replaced() => AssertEnd(
        Start.AddDays(10 + 30 + 30) + RefreshAfter, [State(10, PolicyMode.Testing), State(0, PolicyMode.Enforce, 30 * Day)]);

    [Fact]
    public void Of_several_the_last_to_be_forgotten_counts() => AssertEnd(
        Start.AddDays(11 + 80) + RefreshAfter,
        [
            State(20, PolicyMode.Enforce, Day) with { ServedAt = Start.AddDays(21) },
            State(10, PolicyMode.Testing, Day) with { ServedAt = Start.AddDays(11) },
            State(0, PolicyMode.Enforce, 80 * Day),
        ]);

    [Fact]
    public void The_same_text_that_was_there_before_and_mode_none_hold_nobody_to_another_policy() => AssertEnd(
        null, [State(20, PolicyMode.Enforce), State(10, PolicyMode.None), State(0, PolicyMode.Enforce)]);

    [Fact]
    public void What_was_noted_counts_as_it_is() => AssertEnd(
        Now.AddDays(7), new PolicyTimeline([State(0, PolicyMode.Enforce)]) { HeldUntil = Now.AddDays(7) });

    [Fact]
    public void A_part_of_a_second_is_a_whole_one() => AssertEnd(
        Now.AddSeconds(1), new PolicyTimeline([State(0, PolicyMode.Enforce)]) { HeldUntil = Now.AddTicks(1) });

    [Fact]
    public void Before_a_policy_from_upstream_that_is_current_its_own_state_does_not_count() => Assert.Null(
        EarlierPolicies.FindEnd(new PolicyTimeline([Upstream()]), null, Now, RefreshAfter));

    [Fact]
    public void A_current_state_that_is_replaced_counts() => Assert.Equal(
        Now.AddDays(7) + RefreshAfter,
        EarlierPolicies.FindEnd(
            new PolicyTimeline([State(0, PolicyMode.Enforce)]), State(0, PolicyMode.Testing).Policy, Now, RefreshAfter));

    private static void AssertEnd(DateTimeOffset? end, StoredPolicy[] states) => AssertEnd(end, new PolicyTimeline(states));

    private static void AssertEnd(DateTimeOffset? end, PolicyTimeline timeline) =>
        Assert.Equal(end, EarlierPolicies.FindEnd(timeline, timeline.Current!.Policy, Now, RefreshAfter));

    private static StoredPolicy Upstream() => State(0, PolicyMode.Enforce) with
    {
        Content = Cli.TableWithPast.Upstream,
        Policy = null,
        Id = null,
    };

    private static StoredPolicy State(int day, PolicyMode mode, int maxAge = 7 * Day)
    {
        var policy = new Policy(mode, [MxPattern.Parse("mail.example.com")], maxAge);
        return new StoredPolicy
        {
            Domain = DomainName.Parse("example.com"),
            Content = new PolicyContent.Inline(policy),
            Policy = policy,
            Id = PolicyId.Create(Start.AddDays(day), policy),
            Version = $"{day}",
            Since = Start.AddDays(day),
            ChangedBy = "ann@example.com",
        };
    }
}
