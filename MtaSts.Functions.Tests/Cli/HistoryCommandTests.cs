using static MtaSts.Functions.Tests.Cli.SaidTime;

namespace MtaSts.Functions.Tests.Cli;

[Collection(AzuriteGroup.Name)]
public sealed class HistoryCommandTests(AzuriteFixture azurite)
{
    private readonly HostedDomain hosted = new(azurite.Server);

    [Fact]
    public async Task It_shows_every_state_newest_first_with_the_current_one_on_top()
    {
        await hosted.SaveAsync(30, PolicyMode.Testing);
        await hosted.SaveAsync(20, TableWithPast.Upstream);
        await hosted.SaveAsync(10, PolicyMode.Enforce, 1209600);

        var result = await hosted.RunAsync("history", "contoso.com", "--output", "json");

        Assert.Equal((0, ""), result.Ending);
        var states = result.Json.EnumerateArray().ToList();
        Assert.Equal(["enforce", null, "testing"], states.Select(state => state.Text("mode")));
        Assert.Equal([HostedDomain.Id(PolicyMode.Enforce, 1209600), null, HostedDomain.Id(PolicyMode.Testing)], states.Select(
            state => state.Text("id") is { } id ? WithoutTime(id) : null));
        Assert.Equal("https://mta-sts.provider.example/.well-known/mta-sts.txt", states[1].Text("upstream"));
        Assert.Equal(("contoso.com", "ann@contoso.com", "as agreed"), (
            states[2].Text("domain"), states[2].Text("changedBy"), states[2].Text("reason")));
        Assert.All(states, state => Assert.False(state.TryGetProperty("removed", out _)));
    }

    [Fact]
    public async Task A_removed_domain_still_has_its_history()
    {
        await hosted.SaveAsync(20, PolicyMode.None);
        await hosted.RemoveAsync(10);

        var result = await hosted.RunAsync("history", "contoso.com", "--output", "json");

        var states = result.Json.EnumerateArray().ToList();
        Assert.Equal(2, states.Count);
        Assert.True(states[0].GetProperty("removed").GetBoolean());
        Assert.Equal("moved", states[0].Text("reason"));
        Assert.Equal("none", states[1].Text("mode"));
    }

    [Fact]
    public async Task Its_table_says_what_each_state_was()
    {
        await hosted.SaveAsync(30, PolicyMode.Enforce, 1209600);
        await hosted.RemoveAsync(20);
        await hosted.SaveAsync(10, TableWithPast.Upstream);
        await hosted.SaveAsync(1, new PolicyContent.Template("gone", PolicyMode.Enforce, null));

        var result = await hosted.RunAsync("history", "contoso.com");

        var lines = result.Output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(
            words => words is [['2', '0', ..], ..]).ToList();
        Assert.Equal(["invalid", "upstream", "removed"], lines.Take(3).Select(words => words[2]));
        Assert.Equal(
            ["enforce", HostedDomain.Id(PolicyMode.Enforce, 1209600), "ann@contoso.com"], lines[3][4..].Select(WithoutTime));
    }

    [Fact]
    public async Task Its_table_fits_a_terminal_of_80_columns()
    {
        await hosted.SaveAsync(20, PolicyMode.Enforce, 31557599);

        var result = await hosted.RunNarrowAsync("history", "contoso.com");

        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains($" enforce  {HostedDomain.Id(PolicyMode.Enforce, 31557599)} ann@contoso.com", WithoutTime(result.Output), Ordinal);
        Assert.Contains(" 31557599 ", result.Output, Ordinal);
    }

    [Fact]
    public async Task A_domain_that_was_never_hosted_has_none() =>
        Assert.Equal(new ToolResult(2, "", "nobody.example was never hosted here.\n"), await hosted.RunAsync("history", "nobody.example"));
}
