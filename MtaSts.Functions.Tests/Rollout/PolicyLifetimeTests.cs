using MtaSts.Rollout;

namespace MtaSts.Functions.Tests.Rollout;

/// <summary>How long what was served may live in senders' caches.</summary>
public sealed class PolicyLifetimeTests
{
    private const int Year = 31_557_600;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, TemplateHistory> Templates = new() { ["exchange"] = new("exchange", 1209600, null) };

    public static TheoryData<string, PolicyContent?, int, bool> Contents { get; } = new()
    {
        { "a policy in force", Own(PolicyMode.Enforce), 604800, true },
        { "a policy in testing: senders act on it by reporting", Own(PolicyMode.Testing), 604800, true },
        { "mode none", Own(PolicyMode.None), 604800, false },
        {
            "a template's max_age: the largest it ever had", new PolicyContent.Template("exchange", PolicyMode.Enforce, null), 1209600, true
        },
        { "a template, and a max_age of the domain's own", new PolicyContent.Template("exchange", PolicyMode.Enforce, 86400), 86400, true },
        { "a template of which no max_age is known", new PolicyContent.Template("gone", PolicyMode.Enforce, null), Year, true },
        {
            "a template, and a mode none of the domain's own", new PolicyContent.Template("exchange", PolicyMode.None, null), 1209600, false
        },
        { "upstream", new PolicyContent.Upstream(new Uri("https://mta-sts.provider.example/.well-known/mta-sts.txt")), Year, true },
        { "invalid: the app serves what it had", null, Year, true },
    };

    [Theory, MemberData(nameof(Contents))]
    public void What_was_kept_says_how_long_it_lives_and_whether_it_binds(string reason, PolicyContent? content, int maxAge, bool binds) =>
        Assert.Equal(
            (reason, new PolicyLifetime(Start, null, maxAge, binds)),
            (reason, Assert.Single(PolicyLifetime.Compute(new PolicyTimeline([State(0, content)]), Templates))));

    [Fact]
    public void A_state_is_served_until_its_successor_came_even_if_that_was_a_removal()
    {
        var timeline = new PolicyTimeline(
            [
                State(30, Own(PolicyMode.None)), State(20, null) with { IsRemoval = true }, State(10, Own(PolicyMode.Enforce)),
                State(0, Own(PolicyMode.Testing)),
            ]);

        var lifetimes = PolicyLifetime.Compute(timeline, Templates);

        Assert.Equal(
            [(30, null), (10, 20), (0, (int?)10)],
            lifetimes.Select(lifetime => (Day(lifetime.ServedSince), (int?)(lifetime.ServedUntil is { } until ? Day(until) : null))));
    }

    [Fact]
    public void Before_an_edit_by_hand_anything_may_have_been_served_for_a_year()
    {
        var timeline = new PolicyTimeline(
            [
                State(20, Own(PolicyMode.None)), State(10, Own(PolicyMode.Testing)) with { ChangedBy = null },
                State(0, Own(PolicyMode.Enforce)),
            ]);

        var lifetimes = PolicyLifetime.Compute(timeline, Templates);

        Assert.Equal(
            [
                new(Start.AddDays(20), null, 604800, false),
                new(Start.AddDays(10), Start.AddDays(20), 604800, true),
                new(
                    DateTimeOffset.UnixEpoch, Start.AddDays(10), Year,
                    true) { ReplacedBy = new ManualEdit("example.com", Start.AddDays(10)) },
                new(Start, Start.AddDays(10), 604800, true),
            ],
            lifetimes);
        Assert.Equal(
            "example.com was edited by hand at 2026-01-11 00:00:00Z. What was served before is unknown, "
            + "so the longest max_age (one year) is assumed.",
            $"{lifetimes[2].ReplacedBy}");
    }

    [Fact]
    public void A_removal_by_hand_hides_what_was_there_too()
    {
        var timeline = new PolicyTimeline([State(20, Own(PolicyMode.None)), State(10, null) with { IsRemoval = true, ChangedBy = null }]);

        Assert.Equal(
            [
                new(Start.AddDays(20), null, 604800, false),
                new(DateTimeOffset.UnixEpoch, Start.AddDays(10), Year, true)
                {
                    ReplacedBy = new ManualEdit("example.com", Start.AddDays(10)),
                },
            ],
            PolicyLifetime.Compute(timeline, Templates));
    }

    [Theory, InlineData(5, 5), InlineData(15, 10), InlineData(0, null)]
    public void Before_a_template_was_edited_by_hand_its_users_may_have_had_any_max_age(int editedOn, int? until)
    {
        var templates = new Dictionary<string, TemplateHistory> { ["exchange"] = new("exchange", 1209600, Start.AddDays(editedOn)) };
        var timeline = new PolicyTimeline(
            [
                State(20, new PolicyContent.Template("exchange", PolicyMode.Enforce, 86400)), State(10, Own(PolicyMode.None)),
                State(0, new PolicyContent.Template("exchange", PolicyMode.Enforce, null)),
            ]);

        var unknown = PolicyLifetime.Compute(timeline, templates).SingleOrDefault(lifetime => lifetime.ReplacedBy is not null);

        Assert.Equal(
            until is null ? null
                : new(Start, Start.AddDays(until.Value), Year, true)
                { ReplacedBy = new ManualEdit("The template exchange", Start.AddDays(editedOn)) },
            unknown);
    }

    [Fact]
    public void A_sender_forgets_it_max_age_after_the_apps_cache_did()
    {
        var ended = new PolicyLifetime(Start, Start.AddDays(1), 86400, true);
        var served = ended with { ServedUntil = null };

        Assert.Equal(Start.AddDays(2).AddMinutes(5), ended.ForgottenAt(Start.AddDays(9), TimeSpan.FromMinutes(5)));
        Assert.Equal(Start.AddDays(10).AddMinutes(5), served.ForgottenAt(Start.AddDays(9), TimeSpan.FromMinutes(5)));
    }

    private static PolicyContent.Inline Own(PolicyMode mode) => new(new Policy(mode, [MxPattern.Parse("mail.example.com")], 604800));

    private static StoredPolicy State(int day, PolicyContent? content) =>
        new()
        {
            Domain = DomainName.Parse("example.com"),
            Content = content,
            Policy = null,
            Version = $"{day}",
            ChangedAt = Start.AddDays(day),
            ChangedBy = "ann",
        };

    private static int Day(DateTimeOffset time) => (int)(time - Start).TotalDays;
}
