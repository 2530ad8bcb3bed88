using MtaSts.Rollout;

namespace MtaSts.Functions.Tests.Rollout;

/// <summary>The safe removal of RFC 8461 §8.3, at day 100 of a domain's life.</summary>
public sealed class SafeRemovalTests
{
    private const double Now = 100;
    private const double RefreshAfter = 5.0 / 24 / 60;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>States newest first, each: since and until in days, max_age in days, whether it binds.</summary>
    public static TheoryData<string, (double Since, double? Until, int MaxAge, bool Binds)[], RemovalStep, double> Cases { get; } = new()
    {
        { "in force", [(0, null, 7, true)], RemovalStep.ServeNone, Now + RefreshAfter + 7 },
        { "in force for minutes only", [(Now, null, 0, true)], RemovalStep.ServeNone, Now + 1 },
        {
            "an older policy had a greater max_age and is still alive", [(98, null, 1, true), (0, 98, 30, true)], RemovalStep.ServeNone,
            98 + RefreshAfter + 30
        },
        {
            "an older policy had a greater max_age and is forgotten", [(50, null, 7, true), (0, 50, 14, true)], RemovalStep.ServeNone,
            Now + RefreshAfter + 7
        },
        { "none came just now", [(Now, null, 1, false), (0, Now, 7, true)], RemovalStep.Wait, Now + RefreshAfter + 7 },
        { "a minute too early", [(93.002, null, 1, false), (0, 93.002, 7, true)], RemovalStep.Wait, 93.002 + RefreshAfter + 7 },
        { "the last sender forgot", [(90, null, 1, false), (0, 90, 7, true)], RemovalStep.Remove, 90 + RefreshAfter + 7 },
        { "the end itself is enough", [(93 - RefreshAfter, null, 1, false), (0, 93 - RefreshAfter, 7, true)], RemovalStep.Remove, Now },
        {
            "an older policy outlives the newest", [(90, null, 1, false), (80, 90, 7, true), (0, 80, 30, true)], RemovalStep.Wait,
            80 + RefreshAfter + 30
        },
        { "only ever none, for less than a day", [(99.5, null, 1, false)], RemovalStep.Wait, 100.5 },
        { "only ever none, for a day", [(99, null, 1, false)], RemovalStep.Remove, 100 },
        { "none twice: the day begins with the first", [(99.9, null, 1, false), (90, 99.9, 365, false)], RemovalStep.Remove, 91 },
        {
            "none between two policies does not bring the end nearer", [(50, null, 7, true), (40, 50, 1, false), (0, 40, 365, true)],
            RemovalStep.ServeNone, 40 + RefreshAfter + 365
        },
        {
            "hosted again after a removal, with an old policy alive", [(99, null, 1, false), (0, 50, 365, true)], RemovalStep.Wait,
            50 + RefreshAfter + 365
        },
        { "a max_age of 0, forgotten at once", [(99, null, 1, false), (0, 99, 0, true)], RemovalStep.Remove, 100 },
    };

    [Theory, MemberData(nameof(Cases))]
    public void A_domain_goes_when_no_sender_holds_a_policy_that_binds_it(
        string reason, (double Since, double? Until, int MaxAge, bool Binds)[] states, RemovalStep step, double safeAt)
    {
        var lifetimes = states
            .Select(
                state =>
                    new PolicyLifetime(Day(state.Since), state.Until is { } until ? Day(until) : null, state.MaxAge * 86400, state.Binds)
                    {
                        SeenAt = Day(state.Since),
                    })
            .ToList();

        var removal = SafeRemoval.Decide(lifetimes, Day(Now), TimeSpan.FromDays(RefreshAfter));
        Assert.Equal((reason, step, Day(safeAt)), (reason, removal.Step, removal.SafeAt));
    }

    [Theory, InlineData(30, true), InlineData(7, false)]
    public void It_says_which_edit_by_hand_makes_it_take_so_long(int maxAge, bool isCause)
    {
        var edit = new ManualEdit("example.com", Day(90));
        var unknown = new PolicyLifetime(DateTimeOffset.UnixEpoch, Day(90), maxAge * 86400, true) { ReplacedBy = edit };

        var removal = SafeRemoval.Decide(
            [
                new PolicyLifetime(Day(95), null, 86400, false) { SeenAt = Day(95) },
                new PolicyLifetime(Day(90), Day(95), 7 * 86400, true), unknown,
            ],
            Day(Now),
            TimeSpan.FromDays(RefreshAfter));

        Assert.Equal(isCause ? edit : null, removal.Cause);
    }

    [Fact]
    public void An_edit_by_hand_that_is_over_is_no_cause()
    {
        var unknown = new PolicyLifetime(DateTimeOffset.UnixEpoch, Day(90), 86400, true)
        { ReplacedBy = new ManualEdit("example.com", Day(90)) };

        var removal = SafeRemoval.Decide(
            [new PolicyLifetime(Day(99.5), null, 86400, false) { SeenAt = Day(99.5) }, unknown], Day(Now), TimeSpan.FromDays(RefreshAfter));

        Assert.Equal((RemovalStep.Wait, Day(100.5), null), (removal.Step, removal.SafeAt, removal.Cause));
    }

    [Theory]
    [InlineData(PolicyMode.Enforce, 97 + RefreshAfter)]
    [InlineData(PolicyMode.Testing, null)]
    [InlineData(null, 97 + RefreshAfter)]
    public void The_mx_is_free_when_no_sender_holds_a_policy_that_may_be_in_enforce(PolicyMode? mode, double? free)
    {
        var earlier = new PolicyLifetime(Day(0), Day(90), 7 * 86400, true)
        {
            Policy = mode is { } known ? new Policy(known, [MxPattern.Parse("mail.example.com")], 7 * 86400) : null,
        };
        var none = new PolicyLifetime(Day(90), null, 86400, false) { SeenAt = Day(90) };

        var removal = SafeRemoval.Decide([none, earlier], Day(Now), TimeSpan.FromDays(RefreshAfter));

        Assert.Equal(free is { } day ? Day(day) : (DateTimeOffset?)null, removal.MxFreeAt);
    }

    [Fact]
    public void What_is_not_hosted_cannot_be_removed()
    {
        Assert.Throws<ArgumentException>(() => SafeRemoval.Decide([], Start, TimeSpan.Zero));
        Assert.Throws<ArgumentException>(
            () => SafeRemoval.Decide([new PolicyLifetime(Start, Start.AddDays(1), 86400, true)], Start, TimeSpan.Zero));
    }

    [Fact]
    public void The_policy_that_opts_out_keeps_the_newest_mx_that_is_known() => Assert.Equal(
        new Policy(PolicyMode.None, [MxPattern.Parse("new.example.com")], 86400),
        SafeRemoval.NoneFor(new PolicyTimeline([State(null), State("new.example.com"), State("old.example.com")])));

    [Fact]
    public void It_has_none_when_none_was_ever_known() =>
        Assert.Equal(new Policy(PolicyMode.None, [], 86400), SafeRemoval.NoneFor(new PolicyTimeline([State(null)])));

    private static DateTimeOffset Day(double day) => Start.AddMinutes(Math.Round(day * 24 * 60));

    private static StoredPolicy State(string? mx) => new()
    {
        Domain = DomainName.Parse("example.com"),
        Content = null,
        Policy = mx is null ? null : new Policy(PolicyMode.Enforce, [MxPattern.Parse(mx)], 604800),
        Version = "",
    };
}
