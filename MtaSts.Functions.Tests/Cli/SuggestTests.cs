using MtaSts.Cli.Configuration;
using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>What the tool answers to a shell that asks how a line may go on.</summary>
public sealed class SuggestTests : TestsWithFolder
{
    private string Database => InFolder("policies.db");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Tool.RunAsync("init", "--database", Database);
        await DoAsync("template set exchange --mx *.mail.protection.outlook.com --max-age 2w");
        Write(
            "domains.csv",
            "Domain,Mx,Template,Customer\n"
            + "contoso.com,,exchange,Contoso Ltd\nfabrikam.com,,exchange,Contoso Ltd\ntailspintoys.com,mail.tailspintoys.com,,\n");
        await DoAsync($"import {InFolder("domains.csv")}");
    }

    [Theory]
    [InlineData("li", "lint list")]
    [InlineData("LI", "lint list")]
    [InlineData("template r", "remove rollback")]
    [InlineData("list --mo", "--mode")]
    [InlineData("list --mode ", "enforce none testing")]
    [InlineData("list --mode t", "testing")]
    [InlineData("set contoso.com --mode ", "enforce none testing")]
    [InlineData("dns contoso.com --format b", "bicep bind")]
    [InlineData("check --output ", "json table")]
    [InlineData("completion ", "bash powershell zsh")]
    [InlineData("--", "--help --version")]
    public async Task Commands_options_and_their_values_are_known(string line, string answers) =>
        Assert.Equal(Lines(answers), await SuggestAsync(line));

    [Theory]
    [InlineData("show ", "contoso.com fabrikam.com tailspintoys.com")]
    [InlineData("show f", "fabrikam.com")]
    [InlineData("show contoso.com", "contoso.com")]
    [InlineData("check contoso.com --smtp f", "fabrikam.com")]
    [InlineData("check --smtp contoso.com f", "fabrikam.com")]
    [InlineData("promote contoso.com ", "fabrikam.com tailspintoys.com")]
    [InlineData("template show ", "exchange")]
    [InlineData("set contoso.com --template ", "exchange")]
    public async Task Names_come_from_the_store(string line, string answers) => Assert.Equal(Lines(answers), await SuggestAsync(line));

    [Fact]
    public async Task Customers_come_from_the_store() => Assert.Equal("Contoso Ltd\n", await SuggestAsync("list --customer "));

    [Theory]
    [InlineData("lint ")]
    [InlineData("import ")]
    [InlineData("check --html ")]
    [InlineData("set contoso.com --reason ")]
    public async Task Names_of_files_and_free_text_are_left_to_the_shell(string line) => Assert.Equal("", await SuggestAsync(line));

    [Theory]
    [InlineData("show contoso.com ")]
    [InlineData("frobnicate ")]
    [InlineData("list --mode frobnicate")]
    public async Task Where_nothing_may_follow_nothing_is_answered(string line) => Assert.Equal("", await SuggestAsync(line));

    [Fact]
    public async Task Options_are_named_where_nothing_else_may_follow() =>
        Assert.StartsWith("--by-customer\n--changed-since\n", await SuggestAsync("list "), Ordinal);

    [Fact]
    public async Task What_stands_behind_the_cursor_does_not_count() => Assert.Equal(
        new ToolResult(0, "lint\nlist\n", ""), await Tool.RunAsync("[suggest:2]", "li --mode testing"));

    [Fact]
    public async Task Without_a_line_the_commands_are_named()
    {
        var (exitCode, errors) = (await Tool.RunAsync("[suggest:0]")).Ending;

        Assert.Equal((0, ""), (exitCode, errors));
    }

    [Theory]
    [InlineData("show --database policies.db ")]
    [InlineData("show --database missing.db ")]
    [InlineData("show --connection-string UseDevelopmentStorage ")]
    [InlineData("show --database a.db --directory b ")]
    [InlineData("show --table-service-uri https://192.0.2.1/ ")]
    public async Task A_store_that_cannot_be_read_has_no_names_and_nothing_is_said(string line) =>
        Assert.Equal(new ToolResult(0, "", ""), await Tool.RunAsync($"[suggest:{line.Length}]", line));

    [Fact]
    public async Task The_store_of_the_settings_file_is_taken_without_a_word()
    {
        Write("mta-sts.json", """{ "store": { "database": "policies.db" } }""");
        Directory.CreateDirectory(InFolder("below"));
        var services = new FakeDns().CreateServices() with { SettingsFile = new SettingsFile(InFolder("below"), null) };

        Assert.Equal(
            new ToolResult(0, "contoso.com\nfabrikam.com\ntailspintoys.com\n", ""),
            await Tool.RunAsync(["[suggest:5]", "show "], [], services: services));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("-1")]
    [InlineData("1:2")]
    [InlineData("99999999999")]
    public async Task A_position_that_is_none_is_a_wrong_call(string position) => Assert.Equal(
        new ToolResult(1, "", $"'{position}' is not a position in a line. Use a whole number.\n"),
        await Tool.RunAsync($"[suggest:{position}]", "li"));

    private async Task DoAsync(string command)
    {
        var result = await Tool.RunAsync([.. command.Split(' '), "--yes", "--database", Database]);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    private static string Lines(string words) => words.Replace(' ', '\n') + "\n";

    private async Task<string> SuggestAsync(string line)
    {
        var result = await Tool.RunAsync([$"[suggest:{line.Length}]", line], [("MtaSts__PolicyDatabase", Database)]);

        Assert.Equal((0, ""), result.Ending);
        return result.Output;
    }
}
