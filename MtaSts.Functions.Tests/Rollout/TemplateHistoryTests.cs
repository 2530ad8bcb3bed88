using MtaSts.Rollout;
using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Rollout;

public sealed class TemplateHistoryTests : TestsWithFolder
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_largest_max_age_and_the_last_edit_by_hand_count() =>
        Assert.Equal(
            new TemplateHistory("exchange", 1_209_600, Start.AddDays(2)),
            TemplateHistory.Summarize(
                "exchange", [State(86_400, 3, "ann"), State(604_800, 2, null), State(1_209_600, 1, null), State(null, 0, null)]));

    [Fact]
    public void A_template_that_is_unknown_has_no_max_age_and_no_edit_by_hand() =>
        Assert.Equal(new TemplateHistory("gone", null, null), TemplateHistory.Summarize("gone", []));

    [Fact]
    public async Task Each_template_of_a_timeline_is_read_with_its_current_and_its_earlier_states()
    {
        var time = TimeProvider.System;
        var store = new RowPolicyStore(new SqliteRowStore(InFolder("policies.db"), time), time);
        await store.CreateAsync(Token);
        await SaveAsync("grown", 86_400, await SaveAsync("grown", 3600, null));
        await SaveAsync("shrunk", 3600, await SaveAsync("shrunk", 86_400, null));
        await SaveAsync("unused", 86_400, null);

        var timeline = new PolicyTimeline([Use("grown"), Use("shrunk"), Use("gone"), Use("grown")]);
        var histories = await TemplateHistory.ReadAsync(store, timeline, Token);

        Assert.Equal(
            [new("gone", null, null), new("grown", 86_400, null), new("shrunk", 86_400, null)],
            histories.OrderBy(history => history.Key, StringComparer.Ordinal).Select(history => history.Value));

        Task<string> SaveAsync(string name, int maxAge, string? version) => store.SaveTemplateAsync(
            new TemplateChange
            {
                Name = name,
                Mx = [MxPattern.Parse("mail.example.com")],
                MaxAge = maxAge,
                Version = version,
                ChangedBy = "ann",
                Reason = "",
            },
            Token);
    }

    private static StoredTemplate State(int? maxAge, int day, string? by) => new()
    {
        Name = "exchange",
        Mx = [],
        MaxAge = maxAge,
        Version = "",
        ChangedAt = Start.AddDays(day),
        ChangedBy = by,
    };

    private static StoredPolicy Use(string template) => new()
    {
        Domain = DomainName.Parse("example.com"),
        Content = new PolicyContent.Template(template, PolicyMode.Enforce, null),
        Policy = null,
        Version = "",
    };
}
