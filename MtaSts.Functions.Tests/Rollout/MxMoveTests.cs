using MtaSts.Checks.Lookups;
using MtaSts.Rollout;
using static MtaSts.Functions.Tests.Rollout.RolloutScene;

namespace MtaSts.Functions.Tests.Rollout;

/// <summary>The move of the mail of example.com from mail.example.com to new.example.net, at day 100 of its life.</summary>
public sealed class MxMoveTests
{
    private const string New = "new.example.net";
    private const string Both = $"{Mx} {New}";
    private const double Minutes = 1.0 / 24 / 60;

    private static readonly Policy OldEnforce = Policy(PolicyMode.Enforce);
    private static readonly Policy BothEnforce = Policy(PolicyMode.Enforce, Both);
    private static readonly Policy NewEnforce = Policy(PolicyMode.Enforce, New);

    /// <summary>
    /// States newest first, the MX, what was noted, and what comes next: when, in days, if not at once. The newest state is served and
    /// published, as far as that was seen.
    /// </summary>
    public static TheoryData<string, StoredPolicy[], string, MxMoveNote?, MxMoveStage, double?> Cases { get; } = new()
    {
        { "nothing was done", [State(50, OldEnforce)], Mx, null, MxMoveStage.AddMx, null },
        { "nothing was done, in testing", [State(50, Policy(PolicyMode.Testing))], Mx, null, MxMoveStage.AddMx, null },
        { "nothing was done, in none", [State(50, Policy(PolicyMode.None))], Mx, null, MxMoveStage.AddMx, null },
        { "nothing but the MX was changed, in testing", [State(50, Policy(PolicyMode.Testing))], New, null, MxMoveStage.AddMx, null },
        {
            "it is added and not published",
            [State(TimeSpan.Zero, BothEnforce, isSeen: false), State(50, OldEnforce)], Mx, null, MxMoveStage.Publish, 100 + Minutes
        },
        {
            "senders may hold the policy before", [State(1, BothEnforce), State(50, OldEnforce)], Mx, null, MxMoveStage.WaitForSenders,
            106 + (2 * Minutes)
        },
        {
            "an older one lives longer",
            [State(10, BothEnforce), State(50, OldEnforce), State(60, Policy(PolicyMode.Enforce, Mx, 8 * Week))], Mx, null,
            MxMoveStage.WaitForSenders, 50 + 56 + (2 * Minutes)
        },
        { "the last sender forgot", [State(8, BothEnforce), State(50, OldEnforce)], Mx, null, MxMoveStage.ChangeMx, null },
        {
            "no sender holds more than testing",
            [State(1, Policy(PolicyMode.Testing, Both)), State(50, Policy(PolicyMode.Testing))], Mx, null, MxMoveStage.ChangeMx, null
        },
        {
            "in testing, after enforce",
            [State(1, Policy(PolicyMode.Testing, Both)), State(2, Policy(PolicyMode.Testing)), State(50, OldEnforce)], Mx, null,
            MxMoveStage.WaitForSenders, 98 + 7 + (2 * Minutes)
        },
        {
            "an unknown policy may have been in enforce", [State(1, BothEnforce), State(50, TableUpstream)], Mx, null,
            MxMoveStage.WaitForSenders, 99 + 365.25 + (2 * Minutes)
        },
        { "some of the MX have changed", [State(8, BothEnforce)], Both, null, MxMoveStage.ChangeMx, null },
        { "there is no MX yet", [State(8, BothEnforce)], "", null, MxMoveStage.ChangeMx, null },
        { "the MX has changed just now", [State(8, BothEnforce)], New, null, MxMoveStage.WaitForResolvers, 101 },
        { "it was seen before", [State(8, BothEnforce)], New, Note(99.5), MxMoveStage.WaitForResolvers, 100.5 },
        { "a day after it was seen", [State(8, BothEnforce)], New, Note(99), MxMoveStage.DropMx, null },
        { "the MX had a longer TTL", [State(8, BothEnforce)], New, Note(99, days: 3), MxMoveStage.WaitForResolvers, 102 },
        { "and that is over", [State(8, BothEnforce)], New, Note(97, days: 3), MxMoveStage.DropMx, null },
        { "another move was seen", [State(8, BothEnforce)], New, Note(90) with { To = Mx }, MxMoveStage.WaitForResolvers, 101 },
        { "the MX went back", [State(8, BothEnforce)], Mx, Note(90), MxMoveStage.ChangeMx, null },
        {
            "the MX was changed too early, and may go back", [State(1, BothEnforce), State(50, OldEnforce)], New, Note(98),
            MxMoveStage.WaitForSenders, 106 + (2 * Minutes)
        },
        {
            "nothing is left to go back to", [State(1, NewEnforce), State(50, OldEnforce)], New, null, MxMoveStage.WaitForSenders,
            106 + (2 * Minutes)
        },
        {
            "the old one is dropped and that is not published",
            [State(TimeSpan.Zero, NewEnforce, isSeen: false), State(8, BothEnforce)], New, null, MxMoveStage.Publish, 100 + Minutes
        },
        { "all is done", [State(1, NewEnforce), State(8, BothEnforce)], New, null, MxMoveStage.Done, null },
        { "a mail host is left out", [State(8, OldEnforce)], "other.example.com", null, MxMoveStage.MailAtRisk, null },
        {
            "a mail host is left out, in testing", [State(8, Policy(PolicyMode.Testing))], "other.example.com", null,
            MxMoveStage.AddMx, null
        },
        {
            "a wildcard covers the new host", [State(50, Policy(PolicyMode.Enforce, $"{Mx} *.example.net"))], Mx, null,
            MxMoveStage.ChangeMx, null
        },
        { "and it stays", [State(50, Policy(PolicyMode.Enforce, "*.example.net"))], New, null, MxMoveStage.Done, null },
    };

    private static PolicyContent TableUpstream { get; } =
        new PolicyContent.Upstream(new Uri("https://mta-sts.provider.example/.well-known/mta-sts.txt"));

    [Theory, MemberData(nameof(Cases))]
    public void Each_step_waits_for_what_the_one_before_needs(
        string reason, StoredPolicy[] states, string mx, MxMoveNote? note, MxMoveStage stage, double? notBefore)
    {
        var move = Move(states, mx, note);

        Assert.Equal(
            (reason, stage, notBefore is { } day ? Start.AddMinutes(Math.Round(day * 24 * 60)) : (DateTimeOffset?)null),
            (reason, move.Step.Stage, move.Step.NotBefore));
    }

    [Fact]
    public void What_is_added_stays_beside_what_there_is_and_what_is_dropped_is_all_but_the_target()
    {
        Assert.Equal(Both, MxOf(Move([State(50, OldEnforce)], Mx)));
        Assert.Equal(New, MxOf(Move([State(8, BothEnforce)], New, Note(90))));
        Assert.Null(Move([State(8, BothEnforce)], Mx).NextMx);
    }

    [Fact]
    public void While_the_policy_covers_both_the_longest_ttl_and_the_first_sight_of_the_new_mx_are_noted()
    {
        var state = State(8, BothEnforce);

        var first = Move([state], Mx, timeToLive: TimeSpan.FromHours(1)).Note!;
        Assert.Equal(new MxMoveNote(New, TimeSpan.FromHours(1), null), first);
        Assert.Null(Move([state], Mx, first, TimeSpan.FromMinutes(5)).Note);
        Assert.Equal(TimeSpan.FromHours(2), Move([state], Mx, first, TimeSpan.FromHours(2)).Note!.TimeToLive);

        var moved = Move([state], New, first, TimeSpan.FromDays(5)).Note!;
        Assert.Equal(first with { MovedAt = Now }, moved);
        Assert.Null(Move([state], New, moved).Note);
        Assert.Equal(Now, Move([State(1, BothEnforce), State(50, OldEnforce)], New).Note!.MovedAt);
        Assert.Equal(first, Move([state], Mx, moved).Note);
        Assert.Equal(
            new MxMoveNote(New, null, Now),
            Move([state], New, moved with { To = "other.example.net", MovedAt = Start }, TimeSpan.Zero).Note);
    }

    [Fact]
    public void Nothing_is_noted_before_the_policy_covers_both_or_after()
    {
        Assert.Null(Move([State(50, OldEnforce)], Mx).Note);
        Assert.Null(Move([State(1, NewEnforce)], New).Note);
    }

    [Fact]
    public void An_mx_that_cannot_be_looked_up_is_unknown_and_not_absent()
    {
        var state = State(8, BothEnforce);
        var move = new MxMove(
            new RolloutStatus(Timeline(state), Seen(BothEnforce, state.Id).WithoutMailHosts(), Now, RefreshAfter), Target(New), Now);

        Assert.Equal(
            new MxMoveStep(
                MxMoveStage.Unknown,
                "It is unknown where mail goes: the MX could not be looked up: no answer within 5 s.",
                "mta-sts move-mx example.com --to new.example.net"),
            move.Step);
    }

    [Fact]
    public void A_host_that_does_not_serve_the_policy_is_waited_for()
    {
        var (old, both) = (State(50, OldEnforce), State(8, BothEnforce));
        var move = new MxMove(new RolloutStatus(Timeline(both, old), Seen(OldEnforce, both.Id), Now, RefreshAfter), Target(New), Now);

        Assert.Equal(MxMoveStage.Publish, move.Step.Stage);
        Assert.StartsWith("mta-sts.example.com still serves the policy of 2026-02-20 00:00:00Z.", move.Step.Text, Ordinal);
    }

    [Fact]
    public void Without_a_policy_of_its_own_it_is_refused()
    {
        Assert.Equal("example.com is not hosted here.", Refuse());
        Assert.Equal("example.com is not hosted here.", Refuse(Removal(3), State(50, OldEnforce)));
        Assert.Equal(
            "The policy of example.com comes from mta-sts.provider.example, and its mx with it. Ask the provider to add the new hosts.",
            Refuse(State(50, TableUpstream)));
        Assert.Equal(
            "The policy of example.com in the store is invalid; mta-sts show example.com lists the findings.",
            Refuse(State(50, (PolicyContent?)null)));
        Assert.Equal(
            "example.com takes its mx from the template exchange, as other domains may. Give it its own first: "
            + "mta-sts set example.com --mx mail.example.com.",
            Refuse(State(50, OldEnforce) with { Content = new PolicyContent.Template("exchange", PolicyMode.Enforce, null) }));
        Assert.Equal(
            "The row of example.com was deleted by hand. Restore it first: mta-sts rollback example.com.",
            new MxMove(
                new RolloutStatus(Timeline(State(50, OldEnforce)) with { IsCurrentLost = true }, Seen(null, null), Now, RefreshAfter),
                Target(New),
                Now).Step.Text);
    }

    [Fact]
    public void A_host_of_exchange_online_is_not_guessed()
    {
        Assert.Equal(
            "None of the MX of example.com is Exchange Online's, and its host there cannot be guessed. Use --to with the host that the "
            + "Microsoft 365 admin center shows for the domain (Settings > Domains > DNS records), or the one with DNSSEC that "
            + "'Enable-DnssecForVerifiedDomain -DomainName example.com' gives.",
            Move([State(50, OldEnforce)], Mx, to: MxTarget.ExchangeOnline).Step.Text);
        Assert.Equal(
            $"{Mx} *.o-v1.mx.microsoft",
            MxOf(Move([State(50, OldEnforce)], $"{Mx} example-com.o-v1.mx.microsoft", to: MxTarget.ExchangeOnline)));
    }

    [Theory]
    [InlineData("Mail.Example.NET", "mail.example.net", "mail.example.net")]
    [InlineData("example-com.mail.protection.outlook.com", "*.mail.protection.outlook.com", "example-com.mail.protection.outlook.com")]
    [InlineData("*.o-v1.mx.microsoft", "*.o-v1.mx.microsoft", "a host that *.o-v1.mx.microsoft covers")]
    [InlineData("a.example.net b.example.net", "a.example.net b.example.net", "a.example.net, b.example.net")]
    public void A_target_is_hosts_or_patterns(string names, string mx, string text)
    {
        var target = Target(names);

        Assert.Equal(mx, string.Join(' ', target.FindMx(Seen(null, null).MailHosts!)));
        Assert.Equal(text, target.Text, ignoreCase: true);
    }

    [Theory]
    [InlineData("exchange-online a.example", "exchange-online stands for all hosts, so nothing can be named beside it.")]
    [InlineData(
        "a.example b..example",
        "'b..example' is not a host, a pattern such as *.mx.example.net, or exchange-online: it contains an empty label.")]
    public void What_is_no_target_is_refused(string names, string fault)
    {
        Assert.False(MxTarget.TryParse(names.Split(' '), out _, out var found));
        Assert.Equal(fault, found);
    }

    [Fact]
    public void The_plan_names_the_earliest_time_of_each_step()
    {
        var plan = Move([State(50, OldEnforce)], Mx, timeToLive: TimeSpan.FromDays(2)).Plan;

        Assert.Equal(
            [
                (MxMoveStage.AddMx, Now),
                (MxMoveStage.Publish, Now.AddMinutes(1)),
                (MxMoveStage.ChangeMx, Now.AddMinutes(2).AddDays(7)),
                (MxMoveStage.DropMx, Now.AddMinutes(2).AddDays(9)),
                (MxMoveStage.Publish, Now.AddMinutes(3).AddDays(9)),
            ],
            plan.Select(step => (step.Stage, step.NotBefore!.Value)));
    }

    [Fact]
    public void The_plan_of_a_move_under_way_has_what_is_left()
    {
        var state = State(8, BothEnforce);

        Assert.Equal(
            [(MxMoveStage.DropMx, Now.AddHours(12)), (MxMoveStage.Publish, Now.AddHours(12).AddMinutes(1))],
            Move([state], New, Note(99.5)).Plan.Select(step => (step.Stage, step.NotBefore!.Value)));
        Assert.Equal([MxMoveStage.Done], Move([State(1, NewEnforce)], New).Plan.Select(step => step.Stage));
    }

    private static string Refuse(params StoredPolicy[] states)
    {
        var move = Move(states, Mx);
        Assert.Equal((MxMoveStage.Refused, null), (move.Step.Stage, move.NextMx));
        return move.Step.Text;
    }

    private static string MxOf(MxMove move) => string.Join(' ', move.NextMx!);

    private static MxMoveNote Note(double movedAt, int days = 0) =>
        new(New, days == 0 ? null : TimeSpan.FromDays(days), Start.AddDays(movedAt));

    private static MxTarget Target(string names) => MxTarget.Parse(names.Split(' '));

    private static MxMove Move(
        StoredPolicy[] states, string mx, MxMoveNote? note = null, TimeSpan? timeToLive = null, string to = New)
    {
        var current = states.FirstOrDefault();
        MailExchange[] exchanges = [.. mx.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(host => new MailExchange(host, 10))];
        var seen = Seen(current?.Policy, current?.ServedAt is null ? null : current.Id) with
        {
            MailHosts = new MailHostAnswer(
                new DnsAnswer<MailExchange>(
                    Domain.Ascii, exchanges.Length == 0 ? DnsOutcome.NxDomain : DnsOutcome.Found, [], exchanges, timeToLive),
                null),
        };
        var timeline = Timeline([.. states.Take(1).Select(state => state with { MxMove = note }), .. states.Skip(1)]);
        return new MxMove(new RolloutStatus(timeline, seen, Now, RefreshAfter), Target(to), Now);
    }
}
