using MtaSts.Cli.Rollout;
using MtaSts.Functions.Tests.Checks;
using static MtaSts.Functions.Tests.Cli.SaidTime;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>Every change ends with what comes next.</summary>
[Collection(AzuriteGroup.Name)]
public sealed class NextLineTests(AzuriteFixture azurite) : TestsWithFolder
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly FakePublisher publisher = new();

    private string Database => InFolder("policies.db");

    [Theory]
    [InlineData("set contoso.com --mx mail.example.com", "contoso.com")]
    [InlineData("set contoso.com new.example --mx mail.example.com", "contoso.com new.example")]
    [InlineData("set a.example b.example c.example d.example e.example f.example --mx mail.example.com", "--all")]
    [InlineData("rollback contoso.com", "contoso.com")]
    [InlineData("template set shared --max-age 3w", "of-template.example")]
    [InlineData("template set other --mx mail.example.com --max-age 3w", null)]
    [InlineData("import domains.csv", "fabrikam.com")]
    [InlineData("remove contoso.com", "contoso.com")]
    [InlineData("remove contoso.com --now --reason moved", null)]
    [InlineData("set contoso.com --mx mail.contoso.com", null)]
    [InlineData("set contoso.com --mx mail.example.com --dry-run", null)]
    public async Task It_names_what_was_changed_and_from_when_on_that_can_be_published(string command, string? names)
    {
        Write("domains.csv", "Domain,Mx\ncontoso.com,mail.contoso.com\nfabrikam.com,mail.fabrikam.com\n");
        await RunAsync("init");
        await RunAsync("template set shared --mx mail.contoso.com --max-age 2w");
        await RunAsync("set of-template.example --template shared");
        await RunAsync("set contoso.com --mx mx.contoso.com");
        await RunAsync("set contoso.com --mx mail.contoso.com");

        var result = await RunAsync(command);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            names is null ? [] : [$"Next: mta-sts publish {names}, after TIME."],
            WithoutTime(result.Errors).Split('\n').Where(line => line.StartsWith("Next:", Ordinal)));
    }

    [Theory, InlineData(null, 60), InlineData("00:05:00", 300)]
    public async Task The_time_is_that_of_the_store_and_as_long_as_the_app_keeps_a_policy(string? setting, int seconds)
    {
        var hosted = new HostedDomain(azurite.Server);
        await hosted.SaveAsync(3, PolicyMode.Testing);
        (string, string)[] environment = setting is null ? [] : [("MtaSts__RefreshAfter", setting)];

        var result = await Tool.RunAsync(
            [
                "set", "contoso.com", "--mx", "mx.contoso.com", "--yes", "--connection-string", azurite.Server.ConnectionString, "--table",
                hosted.Table.Name,
            ],
            environment);

        var stored = (await hosted.ReadAsync())!;
        Assert.Equal(
            (0, $"Done.\n{NextLine.Format([stored.Domain], stored.Since!.Value.AddSeconds(seconds), stored.Since.Value)}\n"),
            result.Ending);
    }

    [Fact]
    public async Task A_setting_that_is_no_time_is_refused_before_anything_is_changed()
    {
        await RunAsync("init");

        var result = await Tool.RunAsync(
            ["set", "contoso.com", "--mx", "mx.contoso.com", "--yes", "--database", Database], [("MtaSts__RefreshAfter", "soon")]);

        result.AssertErrorsStartWith(1, "MtaSts__RefreshAfter is 'soon', which is not a time above zero such as 00:01:00.");
        Assert.Equal("[]", (await RunAsync("list --output json")).Output.Trim());
    }

    [Theory]
    [InlineData(72.0, "12:01:12 UTC")]
    [InlineData(72.1, "12:01:13 UTC")]
    [InlineData(43_200, "2026-11-23 00:00:00 UTC")]
    public void A_time_is_in_whole_seconds_never_too_early_and_has_the_date_of_another_day(double seconds, string time) => Assert.Equal(
        $"Next: mta-sts publish contoso.com, after {time}.",
        NextLine.Format([DomainName.Parse("contoso.com")], Noon.AddSeconds(seconds), Noon));

    [Fact]
    public void A_state_without_an_id_of_ours_has_nothing_to_publish() => Assert.Null(NextLine.Format(
        [new StoredPolicy { Domain = DomainName.Parse("contoso.com"), Content = null, Policy = null, Version = "1", Since = Noon }],
        TimeSpan.FromMinutes(1)));

    private Task<ToolResult> RunAsync(string command)
    {
        string[] words = [.. command.Split(' ').Select(word => word.EndsWith(".csv", Ordinal) ? InFolder(word) : word)];
        string[] yes = words[0] is "init" or "list" ? [] : ["--yes"];
        return Tool.RunAsync([.. words, .. yes, "--database", Database], [], services: publisher.CreateServices());
    }
}
