using MtaSts.Rollout;

namespace MtaSts.Functions.Tests.Rollout;

/// <summary>What holds a domain back from enforce, at day 100 of its life.</summary>
public sealed class PromotionGateTests
{
    private const string Invalid = "invalid";
    private const string Removal = "removal";

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Start.AddDays(100);
    private static readonly DomainName Domain = DomainName.Parse("example.com");

    /// <summary>States newest first: since which day, what, and by whom; then the days in testing.</summary>
    public static TheoryData<string, (double? Day, string What, string? By)[], double> Timelines { get; } = new()
    {
        { "in testing from the beginning", [(80, "testing", "ann")], 20 },
        {
            "other hosts within testing do not begin it anew",
            [(99, "testing mx2", "ann"), (90, "testing mx1", "ann"), (80, "testing", "ann")], 20
        },
        { "in testing again after enforce", [(95, "testing", "ann"), (90, "enforce", "ann"), (10, "testing", "ann")], 5 },
        { "in testing again after none", [(95, "testing", "ann"), (90, "none", "ann"), (10, "testing", "ann")], 5 },
        { "hosted again after a removal", [(97, "testing", "ann"), (96, Removal, "ann"), (10, "testing", "ann")], 3 },
        { "what was invalid was not in testing", [(94, "testing", "ann"), (93, Invalid, "ann"), (10, "testing", "ann")], 6 },
        { "what a provider served is not known", [(94, "testing", "ann"), (10, "upstream", "ann")], 6 },
        { "written by hand", [(92, "testing", null)], 8 },
        { "before an edit by hand nothing is known", [(98, "testing mx1", "ann"), (92, "testing", null), (10, "testing", "ann")], 8 },
        { "a state of which no time is known", [(92, "testing", "ann"), (null, "testing", null)], 8 },
        { "no time is known at all", [(null, "testing", null)], 0 },
        { "in enforce", [(80, "enforce", "ann"), (10, "testing", "ann")], 0 },
        { "in none", [(80, "none", "ann")], 0 },
        { "invalid", [(80, Invalid, "ann"), (10, "testing", "ann")], 0 },
        { "removed", [(80, Removal, "ann"), (10, "testing", "ann")], 0 },
        { "never hosted", [], 0 },
        { "by a clock that is ahead of this one", [(101, "testing", "ann")], 0 },
    };

    [Theory, MemberData(nameof(Timelines))]
    public void The_time_in_testing_is_that_without_a_break(string reason, (double? Day, string What, string? By)[] states, double days)
    {
        var timeline = new PolicyTimeline([.. states.Select(state => State(state.Day, state.What, state.By))]);

        Assert.Equal((reason, TimeSpan.FromDays(days)), (reason, PromotionGate.TimeInTesting(timeline, Now)));
    }

    [Theory, InlineData(14, null), InlineData(13.99, "it has been in testing for 13 of 14 days")]
    [InlineData(0.5, "it has been in testing for 0 of 14 days")]
    public void Days_are_counted_when_they_are_over(double days, string? haste) => Assert.Equal(
        haste, PromotionGate.FindTimeBlocker(new PolicyTimeline([State(100 - days, "testing", "ann")]), TimeSpan.FromDays(14), Now));

    [Fact]
    public void An_edit_by_hand_is_named_where_it_is_what_hides_the_days()
    {
        var edited = new PolicyTimeline([State(95, "testing mx1", "ann"), State(92, "testing", null), State(10, "testing", "ann")]);

        Assert.Equal(
            "it has been in testing for 8 of 14 days; it was changed by hand at 2026-04-03 00:00:00Z, and what was served before is "
            + "unknown",
            PromotionGate.FindTimeBlocker(edited, TimeSpan.FromDays(14), Now));
        Assert.Null(PromotionGate.FindTimeBlocker(edited, TimeSpan.FromDays(8), Now));
    }

    [Theory, InlineData(10, 14, 104.0), InlineData(0, 14, 114.0), InlineData(20, 14, 94.0), InlineData(10, 0, 90.0)]
    public void The_days_end_so_many_after_the_first_in_testing(double days, int minimum, double end) => Assert.Equal(
        Start.AddDays(end),
        PromotionGate.FindEnd(new PolicyTimeline([State(100 - days, "testing", "ann")]), TimeSpan.FromDays(minimum), Now));

    [Fact]
    public void The_end_of_what_is_not_in_testing_is_not_known() => Assert.Null(
        PromotionGate.FindEnd(new PolicyTimeline([State(80, "enforce", "ann")]), TimeSpan.FromDays(14), Now));

    [Theory, InlineData("testing", null), InlineData("enforce", "it is already in enforce")]
    [InlineData("none", "it is in none, not in testing")]
    [InlineData("upstream", "its policy comes from mta-sts.provider.example, and the mode with it")]
    [InlineData(Invalid, "its stored policy is invalid; the command show lists the findings")]
    public void Only_what_is_in_testing_here_can_go(string what, string? fault) =>
        Assert.Equal(fault, PromotionGate.FindStateBlocker(State(80, what, "ann")));

    [Fact]
    public void A_clean_report_holds_nothing_back() =>
        Assert.Empty(PromotionGate.GetBlockers(Report(new CheckPart(CheckArea.Policy, [new Observation("status", "200")], []))));

    [Fact]
    public void Errors_warnings_and_what_was_not_checked_hold_back()
    {
        var report = Report(
            new CheckPart(
                CheckArea.Policy, [],
                [
                    CheckRules.Redirected.At("mta-sts.example.com", "The answer is the redirect 301."),
                    CheckRules.Slow.At("mta-sts.example.com", "The first byte came late."),
                ]),
            new CheckPart(CheckArea.Mx, [], [], "The time was over."),
            new CheckPart(CheckArea.Smtp, [], [CheckRules.Slow.At("mx.example.com", "Slow.")], "mx2.example.com: port 25 is closed."));

        Assert.Equal(
            [
                "MTASTS503 mta-sts.example.com: The answer is the redirect 301.",
                "MTASTS551 mta-sts.example.com: The first byte came late.", "The time was over.", "MTASTS551 mx.example.com: Slow.",
                "mx2.example.com: port 25 is closed.",
            ],
            PromotionGate.GetBlockers(report));
    }

    [Fact]
    public void What_goes_keeps_all_but_its_mode()
    {
        var current = State(80, "testing", "ann");

        var draft = new PromotionCandidate(new PolicyTimeline([current]), TimeSpan.FromDays(20), [], IsPossible: true).Draft;

        Assert.Equal(new Policy(PolicyMode.Enforce, current.Policy!.Mx, current.Policy.MaxAge), draft.Policy);
        Assert.Throws<InvalidOperationException>(
            () => new PromotionCandidate(new PolicyTimeline([current]), TimeSpan.Zero, [], IsPossible: false).Draft);
    }

    [Theory, InlineData("enforce", true), InlineData("testing", false), InlineData("upstream", false), InlineData(Invalid, false)]
    public void What_is_in_enforce_is_done(string what, bool isDone) =>
        Assert.Equal(
            isDone, new PromotionCandidate(new PolicyTimeline([State(80, what, "ann")]), TimeSpan.Zero, [], IsPossible: false).IsDone);

    private static DomainReport Report(params CheckPart[] parts) => new(Domain, PolicyMode.Testing, "1", true, parts);

    /// <summary>A state: a mode, and after it the mail host where that is another.</summary>
    private static StoredPolicy State(double? day, string what, string? by)
    {
        var words = what.Split(' ');
        PolicyMode? mode =
            words[0] switch { "testing" => PolicyMode.Testing, "enforce" => PolicyMode.Enforce, "none" => PolicyMode.None, _ => null };
        var policy = mode is null
            ? null
            : new Policy(mode.Value, [MxPattern.Parse($"{words.ElementAtOrDefault(1) ?? "mail"}.example.com")], 1209600);
        return new StoredPolicy
        {
            Domain = Domain,
            Content = policy is not null ? new PolicyContent.Inline(policy)
                : what == "upstream" ? new PolicyContent.Upstream(new Uri("https://mta-sts.provider.example/.well-known/mta-sts.txt"))
                : null,
            Policy = policy,
            Version = what,
            Since = day is null ? null : Start.AddDays(day.Value),
            ChangedBy = by,
            IsRemoval = what == Removal,
        };
    }
}
