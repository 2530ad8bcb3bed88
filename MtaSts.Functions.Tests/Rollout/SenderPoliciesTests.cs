using CsCheck;
using MtaSts.Reports;
using MtaSts.Rollout;
using static MtaSts.Functions.Tests.Rollout.RolloutScene;

namespace MtaSts.Functions.Tests.Rollout;

/// <summary>Which policies senders report to go by, and what that does to waits: it makes them longer, never shorter.</summary>
public sealed class SenderPoliciesTests
{
    private const string New = "new.example.com";
    private static readonly Policy Old = Policy(PolicyMode.Enforce, Mx, 2 * Week);
    private static readonly Policy Current = Policy(PolicyMode.Enforce, $"{Mx} {New}", 2 * Week);
    private static readonly PolicyTimeline History = Timeline(State(12, Current), State(60, Old));

    private static readonly Gen<Policy> Policies =
        from mode in Gen.Enum<PolicyMode>()
        from mx in Gen.OneOf(Mx, New, $"{Mx} {New}")
        from maxAge in Gen.OneOf(0, 86_400, Week, 2 * Week, MaximumMaxAge)
        select Policy(mode, mx, maxAge);

    private static readonly Gen<ReportedSessions> Reports =
        from sender in Gen.OneOf("Google Inc.", "google inc.", "Microsoft Corporation")
        from policy in Policies
        from hoursAgo in Gen.Int[-24 * 400, 24 * 400]
        from type in Gen.OneOf(ReportedPolicy.Sts, ReportedPolicy.Sts, ReportedPolicy.Tlsa)
        select Report(sender, policy, hoursAgo / 24d, type);

    private static readonly Gen<PolicyTimeline> Timelines =
        from states in Gen.Select(Policies, Gen.Int[0, 400], Gen.Bool).Array[1, 4]
        from isRemoved in Gen.Bool
        let past = states.OrderBy(state => state.Item2).Select(state => State(state.Item2, state.Item1, state.Item3))
        select Timeline([.. isRemoved ? past.Prepend(Removal(0)) : past]);

    private const int MaximumMaxAge = MtaSts.Policies.Policy.MaximumMaxAge;

    [Fact]
    public void A_sender_that_reports_an_earlier_policy_still_goes_by_it_until_its_max_age_is_over()
    {
        var use = Assert.Single(Find(History, Report("Google Inc.", Old, daysAgo: 5), Report("Google Inc.", Old, daysAgo: 6)));

        Assert.Equal(
            ("Google Inc.", Old, History.States[1], Now.AddDays(-5), Now.AddDays(9), false),
            (use.Sender, use.Policy, use.State, use.SeenAt, use.HeldUntil, use.IsReplaced));
        Assert.Equal(
            ["Google Inc. still goes by the state of 2026-02-10 (max_age 1209600, 14 days), last seen on 2026-04-05."],
            SenderPolicyText.Describe([use]));
    }

    [Fact]
    public void What_ends_at_midnight_was_seen_on_the_day_before()
    {
        var uses = Find(History, Report("Stalwart", Old, daysAgo: 5));

        Assert.EndsWith("last seen on 2026-04-05.", Assert.Single(SenderPolicyText.Describe(uses)), Ordinal);
    }

    [Fact]
    public void Senders_with_the_same_policy_share_a_sentence_and_very_many_are_counted()
    {
        var reports = Enumerable.Range(1, 7).Select(number => Report($"Sender {number}", Old, daysAgo: 5)).ToArray();

        Assert.Equal(
            [
                "Sender 1, Sender 2, Sender 3, Sender 4, Sender 5 and 2 more still go by the state of 2026-02-10 "
                + "(max_age 1209600, 14 days), last seen on 2026-04-05.",
            ],
            SenderPolicyText.Describe(Find(History, reports)));
    }

    [Fact]
    public void A_policy_that_the_history_does_not_know_is_told_with_its_terms()
    {
        var uses = Find(History, Report("Example Mail", Policy(PolicyMode.Testing, "*.elsewhere.example", Week), daysAgo: 1));

        Assert.Null(Assert.Single(uses).State);
        Assert.Equal(
            [
                "Example Mail still goes by a policy that the history does not know (testing, mx *.elsewhere.example, max_age 604800, "
                + "7 days), last seen on 2026-04-09.",
            ],
            SenderPolicyText.Describe(uses));
    }

    [Fact]
    public void Very_many_policies_are_counted()
    {
        var reports = Enumerable.Range(1, 8).Select(number => Report("Example Mail", Policy(PolicyMode.Enforce, Mx, Week + number), 1));

        Assert.Equal("Senders report 3 more policies.", SenderPolicyText.Describe(Find(History, [.. reports]))[^1]);
    }

    [Fact]
    public void A_sender_that_got_the_current_policy_since_still_counts_but_is_told_apart()
    {
        var use = Assert.Single(Find(History, Report("Google Inc.", Old, daysAgo: 5), Report("google inc.", Current, daysAgo: 4)));

        Assert.True(use.IsReplaced);
        Assert.Equal(
            ["Google Inc. went by the state of 2026-02-10 (max_age 1209600, 14 days) until 2026-04-05, and by the current policy since."],
            SenderPolicyText.Describe([use]));
        Assert.False(Assert.Single(Find(History, Report("Google Inc.", Old, 5), Report("Google Inc.", Current, 6))).IsReplaced);
    }

    [Fact]
    public void The_current_policy_what_is_forgotten_and_what_is_not_about_a_policy_are_left_out()
    {
        Assert.Empty(Find(
            History,
            Report("Google Inc.", Current, daysAgo: 1),
            Report("Google Inc.", Old, daysAgo: 14),
            Report("Google Inc.", Old, daysAgo: 1, ReportedPolicy.Tlsa),
            Report("Google Inc.", lines: [], daysAgo: 1),
            Report("Google Inc.", lines: ["version: STSv1", "mode: enforce"], daysAgo: 1)));
    }

    [Fact]
    public void The_order_of_the_lines_and_of_the_mx_does_not_matter()
    {
        string[] lines = ["version: STSv1", "max_age: 1209600", $"mx: {New}", $"mx: {Mx}", "mode: enforce"];

        Assert.Empty(Find(History, Report("Stalwart", lines, daysAgo: 1)));
    }

    [Fact]
    public void A_report_of_a_time_to_come_counts_as_of_now()
    {
        Assert.Equal(Now, Assert.Single(Find(History, Report("Example Mail", Old, daysAgo: -900))).SeenAt);
        Assert.Equal(Now.AddDays(1), Assert.Single(Find(History, Report("Example Mail", Old, daysAgo: -1))).SeenAt);
    }

    [Fact]
    public void What_upstream_serves_is_the_current_policy_of_a_domain_that_follows_it()
    {
        var timeline = Timeline(State(12, new PolicyContent.Upstream(new Uri("https://mta-sts.provider.example/"))), State(60, Old));
        ReportedSessions[] reports = [Report("Google Inc.", Current, daysAgo: 1), Report("Google Inc.", Old, daysAgo: 1)];

        Assert.Equal([Old], SenderPolicies.Find(timeline, Current, reports, Now).Select(use => use.Policy));
    }

    [Fact]
    public void With_a_copy_that_is_the_current_policy_whatever_is_served()
    {
        var upstream = new PolicyContent.Upstream(new Uri("https://mta-sts.provider.example/.well-known/mta-sts.txt"));
        var timeline = Timeline(State(12, Current) with { Content = upstream }, State(60, Old));
        ReportedSessions[] reports = [Report("Google Inc.", Current, daysAgo: 1), Report("Google Inc.", Old, daysAgo: 1)];

        Assert.Equal([Old], SenderPolicies.Find(timeline, Old, reports, Now).Select(use => use.Policy));
    }

    [Fact]
    public void What_is_reported_of_a_domain_that_was_removed_is_held_too()
    {
        var timeline = Timeline(Removal(3), State(60, Old));

        Assert.Equal([Old], Find(timeline, Report("Google Inc.", Old, daysAgo: 1)).Select(use => use.Policy));
        var unknown = Policy(PolicyMode.Enforce, New, 2 * Week);
        Assert.Contains(
            new HeldPolicy(unknown, Now.AddDays(-1), Now.AddDays(13) + RefreshAfter),
            HeldPolicies.Find(Add(timeline, Report("Google Inc.", unknown, daysAgo: 1)), Now, RefreshAfter));
    }

    [Fact]
    public void A_sender_that_goes_by_what_should_be_forgotten_makes_the_wait_longer()
    {
        var timeline = Timeline(State(30, Current), State(60, Old));
        var reported = Add(timeline, Report("Google Inc.", Old, daysAgo: 2));
        var seen = Seen(Current, timeline.States[0].Id);

        Assert.Null(new RolloutStatus(timeline, seen, Now, RefreshAfter).HeldUntil);
        var status = new RolloutStatus(reported, seen, Now, RefreshAfter);
        Assert.Equal((RolloutStage.Held, Now.AddDays(12) + RefreshAfter), (status.Step.Stage, status.HeldUntil));
    }

    [Fact]
    public void With_any_reports_no_end_is_earlier_than_without() =>
        Gen.Select(Timelines, Reports.Array[0, 6]).Sample((timeline, reports) =>
        {
            var with = Add(timeline, reports);
            foreach (var refreshAfter in (TimeSpan[])[TimeSpan.Zero, RefreshAfter])
            {
                var (before, after) = (GetEnds(timeline, refreshAfter), GetEnds(with, refreshAfter));
                Assert.All(before.Zip(after), pair => Assert.True(pair.First is null || pair.Second >= pair.First));
                Assert.All(with.InUse, use => Assert.Contains(
                    PolicyLifetime.Compute(with),
                    lifetime => use.Policy.Equals(lifetime.Policy) && lifetime.ForgottenAt(Now, refreshAfter) >= Earlier(use.HeldUntil)));
                Assert.All(after, end => Assert.False(end > Latest(before, refreshAfter)));
            }
        });

    // No sender holds anything for more than a year, whatever is reported.
    private static DateTimeOffset Earlier(DateTimeOffset end) =>
        new[] { end, Now.AddSeconds(MaximumMaxAge) }.Min();

    private static DateTimeOffset Latest(IEnumerable<DateTimeOffset?> before, TimeSpan refreshAfter) =>
        new[] { before.Max() ?? Now, Now.AddSeconds(MaximumMaxAge) + refreshAfter }.Max();

    /// <summary>Until when status, the removal, and a move to a new host wait.</summary>
    private static List<DateTimeOffset?> GetEnds(PolicyTimeline timeline, TimeSpan refreshAfter)
    {
        var status = new RolloutStatus(timeline, Seen(timeline.Current?.Policy, timeline.Current?.Id), Now, refreshAfter);
        var move = new MxMove(status, MxTarget.Parse([New]), Now);
        var removal = timeline.Current is null ? null : status.Removal;
        return
        [
            status.HeldUntil, removal?.SafeAt, removal?.MxFreeAt, move.ForgottenBySendersAt(Now), move.EnforceForgottenAt,
            EarlierPolicies.FindEnd(timeline, timeline.Current?.Policy, Now, refreshAfter),
        ];
    }

    private static PolicyTimeline Add(PolicyTimeline timeline, params ReportedSessions[] reports) =>
        SenderPolicies.Add(timeline, null, reports, Now);

    private static IReadOnlyList<PolicyInUse> Find(PolicyTimeline timeline, params ReportedSessions[] reports) =>
        SenderPolicies.Find(timeline, null, reports, Now);

    private static ReportedSessions Report(string sender, Policy policy, double daysAgo, string type = ReportedPolicy.Sts) =>
        Report(sender, Encoding.UTF8.GetString(PolicyRenderer.Render(policy)).TrimEnd().Split("\r\n"), daysAgo, type);

    private static ReportedSessions Report(string sender, string[] lines, double daysAgo, string type = ReportedPolicy.Sts) => new(
        sender,
        Now.AddDays(-daysAgo - 1),
        Now.AddDays(-daysAgo),
        new ReportedPolicy { Type = type, Domain = Domain, Lines = lines, Successful = 10, Failed = 0 });
}
