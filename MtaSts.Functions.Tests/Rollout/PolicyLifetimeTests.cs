using MtaSts.Rollout;

namespace MtaSts.Functions.Tests.Rollout;

/// <summary>How long what was served may live in senders' caches.</summary>
public sealed class PolicyLifetimeTests
{
    private const int Week = 604_800;
    private const int Year = 31_557_600;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DomainName Domain = DomainName.Parse("example.com");

    public static TheoryData<string, StoredPolicy, int, bool> States { get; } = new()
    {
        { "a policy in force", State(0, PolicyMode.Enforce), Week, true },
        { "a policy in testing: senders act on it by reporting", State(0, PolicyMode.Testing), Week, true },
        { "mode none", State(0, PolicyMode.None), Week, false },
        { "a template, with what came of it", Template(0, PolicyMode.Enforce, 86_400), 86_400, true },
        { "a template, and a mode none of the domain's own", Template(0, PolicyMode.None, 86_400), 86_400, false },
        { "upstream", State(0, null) with { Content = Cli.TableWithPast.Upstream }, Year, true },
        { "invalid: the app serves what it had", State(0, null), Year, true },
    };

    [Theory, MemberData(nameof(States), DisableDiscoveryEnumeration = true)]
    public void What_was_kept_says_how_long_it_lives_and_whether_it_binds(string reason, StoredPolicy state, int maxAge, bool binds) =>
        Assert.Equal(
            (reason, new PolicyLifetime(Start, null, maxAge, binds) { Policy = state.Policy, Id = state.Id }),
            (reason, Assert.Single(PolicyLifetime.Compute(new PolicyTimeline([state])))));

    [Fact]
    public void A_state_is_served_until_a_later_one_was_seen_to_be_served()
    {
        var timeline = new PolicyTimeline(
            [
                State(40, PolicyMode.Enforce), State(30, PolicyMode.Testing) with { ServedAt = Start.AddDays(31) },
                State(20, PolicyMode.Enforce), State(10, PolicyMode.Testing) with { ServedAt = Start.AddDays(11) },
                State(0, PolicyMode.Enforce),
            ]);

        Assert.Equal([(40, null), (30, null), (20, 31), (10, 31), (0, (int?)11)], Days(timeline));
    }

    [Fact]
    public void A_removal_ends_what_was_served_before_because_nothing_is_served_after_it()
    {
        var timeline = new PolicyTimeline(
            [State(30, PolicyMode.None), State(20, null) with { IsRemoval = true }, State(10, PolicyMode.Enforce)]);

        Assert.Equal([(30, null), (10, (int?)20)], Days(timeline));
    }

    [Fact]
    public void Before_an_edit_by_hand_anything_may_have_been_served_for_a_year()
    {
        var timeline = new PolicyTimeline(
            [
                State(20, PolicyMode.None) with { ServedAt = Start.AddDays(21) }, State(10, PolicyMode.Testing) with { ChangedBy = null },
                State(0, PolicyMode.Enforce),
            ]);

        var unknown = PolicyLifetime.Compute(timeline).Single(lifetime => lifetime.Policy is null);

        Assert.Equal(
            new PolicyLifetime(DateTimeOffset.UnixEpoch, Start.AddDays(21), Year, true)
            {
                ReplacedAt = Start.AddDays(10),
                ReplacedBy = new ManualEdit("example.com", Start.AddDays(10)),
            },
            unknown);
        Assert.Equal(
            "example.com was edited by hand at 2026-01-11 00:00:00Z. What was served before is unknown, "
            + "so the longest max_age (one year) is assumed.",
            $"{unknown.ReplacedBy}");
    }

    [Theory, InlineData(PolicyMode.Enforce, true), InlineData(PolicyMode.None, false)]
    public void Before_a_template_was_edited_by_hand_its_users_may_have_had_any_max_age(PolicyMode mode, bool binds)
    {
        var timeline = new PolicyTimeline(
            [
                Template(10, mode, 86_400) with { ChangedBy = null, IsSourceChange = true, ServedAt = Start.AddDays(11) },
                Template(5, mode, 86_400),
            ]);

        Assert.Equal(
            new PolicyLifetime(Start.AddDays(5), Start.AddDays(11), Year, binds)
            {
                ReplacedAt = Start.AddDays(10),
                ReplacedBy = new ManualEdit("The template exchange", Start.AddDays(10)),
            },
            PolicyLifetime.Compute(timeline).Single(lifetime => lifetime.Policy is null));
    }

    [Fact]
    public void Before_a_copy_was_edited_by_hand_to_mode_none_its_users_may_have_had_one_in_enforce()
    {
        var timeline = new PolicyTimeline(
            [
                Copy(10, PolicyMode.None) with { ChangedBy = null, IsSourceChange = true, ServedAt = Start.AddDays(11) },
                Copy(5, PolicyMode.None),
            ]);

        var unknown = PolicyLifetime.Compute(timeline).Single(lifetime => lifetime.Policy is null);

        Assert.Equal((Start.AddDays(5), Year, true), (unknown.ServedSince, unknown.MaxAge, unknown.BindsSenders));
    }

    [Fact]
    public void What_somebody_says_that_senders_hold_counts_until_the_time_that_they_say()
    {
        var timeline = new PolicyTimeline([State(0, PolicyMode.Enforce)]) { HeldUntil = Start.AddDays(50) };

        var held = PolicyLifetime.Compute(timeline)[^1];

        Assert.Equal((null, true, Start.AddDays(50)), (held.Policy, held.BindsSenders, held.ForgottenAt(Start, TimeSpan.Zero)));
    }

    [Fact]
    public void What_was_replaced_is_served_for_thirty_days_at_most_whether_or_not_anybody_looked()
    {
        var timeline = new PolicyTimeline([State(100, PolicyMode.Enforce), State(0, PolicyMode.Enforce)]);

        var old = PolicyLifetime.Compute(timeline)[1];

        Assert.Equal(Start.AddDays(110 + 7), old.ForgottenAt(Start.AddDays(110), TimeSpan.Zero));
        Assert.Equal(Start.AddDays(130 + 7), old.ForgottenAt(Start.AddDays(900), TimeSpan.Zero));
    }

    [Fact]
    public void A_sender_forgets_it_max_age_after_the_apps_cache_did()
    {
        var ended = new PolicyLifetime(Start, Start.AddDays(1), 86400, true);
        var served = ended with { ServedUntil = null };

        Assert.Equal(Start.AddDays(2).AddMinutes(5), ended.ForgottenAt(Start.AddDays(9), TimeSpan.FromMinutes(5)));
        Assert.Equal(Start.AddDays(10).AddMinutes(5), served.ForgottenAt(Start.AddDays(9), TimeSpan.FromMinutes(5)));
    }

    private static IEnumerable<(int Since, int? Until)> Days(PolicyTimeline timeline) => PolicyLifetime.Compute(timeline).Select(
        lifetime => (Day(lifetime.ServedSince), (int?)(lifetime.ServedUntil is { } until ? Day(until) : null)));

    private static StoredPolicy Copy(int day, PolicyMode mode) => State(day, mode) with { Content = Cli.TableWithPast.Upstream };

    private static StoredPolicy Template(int day, PolicyMode mode, int maxAge) =>
        State(day, mode, maxAge) with { Content = new PolicyContent.Template("exchange", mode, null), TemplateName = "exchange" };

    private static StoredPolicy State(int day, PolicyMode? mode, int maxAge = Week)
    {
        var policy = mode is { } given ? new Policy(given, [MxPattern.Parse("mail.example.com")], maxAge) : null;
        return new StoredPolicy
        {
            Domain = Domain,
            Content = policy is null ? null : new PolicyContent.Inline(policy),
            Policy = policy,
            Version = $"{day}",
            Id = policy is null ? null : PolicyId.Create(Start.AddDays(day), policy),
            Since = Start.AddDays(day),
            ChangedBy = "ann",
        };
    }

    private static int Day(DateTimeOffset time) => (int)(time - Start).TotalDays;
}
