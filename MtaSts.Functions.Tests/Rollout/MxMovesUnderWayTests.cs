using MtaSts.Rollout;
using static MtaSts.Functions.Tests.Rollout.RolloutScene;

namespace MtaSts.Functions.Tests.Rollout;

public sealed class MxMovesUnderWayTests
{
    private const string New = "mx.example.net";
    private const string Both = $"{Mx} {New}";

    private static readonly MxMoveNote Note = new(New, null, null);

    [Theory]
    [InlineData(Mx, true)]
    [InlineData(New, true)]
    [InlineData($"{Mx} other.example", true)]
    [InlineData(Both, false)]
    [InlineData($"{Both} other.example", false)]
    public void While_a_move_is_under_way_it_needs_every_mx_of_the_policy(string mx, bool isBroken) =>
        Assert.Equal(isBroken ? Note : null, FindBrokenBy(Enforce(mx), Noted(1, Both), State(50, Enforce(Mx))));

    [Fact]
    public void A_change_of_something_else_leaves_it_under_way() => Assert.Equal(
        Note, FindBrokenBy(Enforce(Mx), State(1, Policy(PolicyMode.Enforce, Both, 2 * Week)), Noted(2, Both), State(50, Enforce(Mx))));

    [Fact]
    public void It_is_over_once_the_policy_has_only_the_new_hosts() => Assert.Null(
        FindBrokenBy(Enforce(New), State(1, Enforce($"{New} other.example")), State(2, Enforce(New)), Noted(3, Both)));

    [Fact]
    public void Without_a_move_or_out_of_enforce_nothing_is_needed()
    {
        Assert.Null(FindBrokenBy(Enforce(Mx), State(1, Enforce(Both))));
        Assert.Null(FindBrokenBy(Policy(PolicyMode.Testing), Noted(1, Both)));
        Assert.Null(FindBrokenBy(Enforce(Mx), Noted(1, Both) with { Policy = Policy(PolicyMode.Testing, Both) }));
        Assert.Null(FindBrokenBy(Enforce(Mx)));
    }

    [Theory]
    [InlineData(New, null, "its MX moves to mx.example.net, and 'mta-sts move-mx example.com' has not seen it there")]
    [InlineData(New, -0.5, "its MX has moved, and resolvers may have the old one until 2026-04-11 12:00:00Z")]
    [InlineData(New, -1.0, null)]
    [InlineData(Both, -0.5, null)]
    public void While_resolvers_may_have_an_mx_that_the_policy_leaves_out_a_domain_stays_in_testing(string mx, double? days, string? reason)
    {
        var note = new MxMoveNote(New, TimeSpan.FromHours(1), days is { } moved ? Now.AddDays(moved) : null);

        Assert.Equal(
            reason,
            MxMovesUnderWay.FindPromotionBlocker(Timeline(State(20, Policy(PolicyMode.Testing, mx)) with { MxMove = note }), Now));
    }

    private static MxMoveNote? FindBrokenBy(Policy after, params StoredPolicy[] states) =>
        MxMovesUnderWay.FindBrokenBy(after, Timeline(states));

    private static StoredPolicy Noted(int daysAgo, string mx) => State(daysAgo, Enforce(mx)) with { MxMove = Note };

    private static Policy Enforce(string mx) => Policy(PolicyMode.Enforce, mx);
}
