using MtaSts.Cli.Configuration;
using MtaSts.Cli.Setup;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>
/// <c>mta-sts.json</c> as <c>init</c> writes it. The policies are in a database, so that nothing but the file, azd and Azure Resource
/// Manager play a part.
/// </summary>
public sealed class InitSettingsTests : TestsInCloud
{
    private const string Rua = "mailto:tls-reports@contoso.com";

    private static readonly string App = $"{CloudResources.AppGroupId}/providers/Microsoft.Web/sites/{CloudApp.Name}";

    private string File => InFolder("repository", "mta-sts.json");
    private string Database => InFolder("repository", "policies.db");
    private string Programs => InFolder("bin");
    private SettingsFile Place => new(InFolder("repository"), userFolder: null);

    private ToolServices Services => Cloud.Services with
    {
        SettingsFile = Place,
        ReadSettings = Place.Read,
        OpenDatabase = new ToolServices().OpenDatabase,
    };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Cloud.AddZone("contoso.com");
        Directory.CreateDirectory(InFolder("repository"));
        Directory.CreateDirectory(Programs);
    }

    [Fact]
    public async Task A_database_is_created_and_named_for_the_other_commands()
    {
        var result = await RunAsync("init", "--database", Database);

        Assert.Equal((0, $"The store is ready.\n{File} was written.\nNext: mta-sts set contoso.com --exchange-online\n"), result.Ending);
        Assert.Equal("{\n  \"store\": {\n    \"database\": \"policies.db\"\n  }\n}\n", await ReadAsync());
        Assert.Equal(0, (await RunAsync("list")).ExitCode);
    }

    [Fact]
    public async Task What_options_say_is_looked_up_and_written_in_one_order()
    {
        var result = await RunAsync(
            "init", "--database", Database, "--resolver", "192.0.2.53", "--id-zone", "ids.contoso.com", "--dns",
            "11111111-2222-3333-4444-555555555555", "--rua", Rua, "--app", App);

        Assert.Equal(
            (0, $"""
                The app {CloudApp.Name} answers at {CloudApp.HostName}.
                Zones of Azure DNS in {CloudResources.SubscriptionId}: 1. Records of domains in them are written for you.
                The store is ready.
                {File} was written.
                Next: mta-sts onboard contoso.com

                """),
            result.Ending);
        Assert.Equal(
            $$"""
            {
              "store": {
                "database": "policies.db"
              },
              "app": "{{App}}",
              "rua": [
                "{{Rua}}"
              ],
              "dns": [
                "{{CloudResources.SubscriptionId}}"
              ],
              "idZone": "ids.contoso.com",
              "resolver": "192.0.2.53"
            }

            """,
            await ReadAsync());
    }

    [Fact]
    public async Task Repeated_it_changes_nothing_and_says_so()
    {
        string[] command = ["init", "--database", Database, "--rua", Rua, "--app"];
        await RunAsync([.. command, App]);
        var text = await ReadAsync();
        await System.IO.File.WriteAllTextAsync(File, $"// Ours.\n{text}", Token);

        var result = await RunAsync([.. command, App.ToUpperInvariant(), "--output", "json"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"{File} says so already: nothing was changed.\n", result.Errors, Ordinal);
        Assert.Equal($"// Ours.\n{text}", await ReadAsync());
        Assert.Equal((File, false), (result.Json.Text("file"), result.Json.GetProperty("written").GetBoolean()));
        Assert.Equal("mta-sts onboard contoso.com", result.Json.Text("command"));
        Assert.Equal((await RunAsync("init")).ExitCode, result.ExitCode);
    }

    [Fact]
    public async Task What_the_file_says_is_replaced_only_by_force()
    {
        await RunAsync("init", "--database", Database, "--rua", Rua);
        string[] command = ["init", "--rua", "mailto:new@contoso.com", "--app", App];

        Assert.Equal(
            (2, $"""
                {File} says otherwise:
                  rua: ["{Rua}"], not ["mailto:new@contoso.com"]
                  app: nothing, not "{App}"
                Nothing was changed. Add --force to replace it, comments included.

                """),
            (await RunAsync(command)).Ending);
        Assert.Equal(0, (await RunAsync([.. command, "--force"])).ExitCode);
        Assert.Equal("policies.db", JsonDocument.Parse(await ReadAsync()).RootElement.GetProperty("store").Text("database"));
        Assert.Contains("new@contoso.com", await ReadAsync(), Ordinal);
    }

    [Fact]
    public async Task A_broken_file_is_replaced_by_force()
    {
        Write("repository/mta-sts.json", "{");

        Assert.Equal(1, (await RunAsync("init", "--database", Database, "--rua", Rua)).ExitCode);
        var result = await RunAsync("init", "--database", Database, "--rua", Rua, "--force");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(" It is replaced.\n", result.Errors, Ordinal);
        Assert.Equal(0, (await RunAsync("list")).ExitCode);
    }

    [Fact]
    public async Task A_store_of_its_own_is_created_beside_a_file_that_names_another()
    {
        Write("repository/mta-sts.json", "{ \"store\": { \"tableServiceUri\": \"https://st.table.core.windows.net\" } }");
        var text = await ReadAsync();

        var result = await RunAsync("init", "--database", Database);

        Assert.Equal(
            (0, $"{File} stays as it is.\nThe store is ready.\nNext: mta-sts set contoso.com --exchange-online\n"), result.Ending);
        Assert.Equal(text, await ReadAsync());
    }

    [Fact]
    public async Task The_app_and_the_subscription_are_those_of_the_azd_environment()
    {
        Azd($$"""{"APPID": "{{App}}", "AZURE_SUBSCRIPTION_ID": "{{CloudResources.Subscription}}"}""");

        var settings = await DraftAsync();

        Assert.Equal((App, CloudResources.SubscriptionId), ($"{settings.App}", $"{settings.Dns.Single()}"));
        Assert.Equal("env get-values --output json --no-prompt\n", await System.IO.File.ReadAllTextAsync(InFolder("bin", "calls"), Token));
    }

    [Theory]
    [InlineData("echo 'ERROR: no project exists; to create a new project, run `azd init`' >&2; exit 1",
        "Nothing was taken from azd: ERROR: no project exists; to create a new project, run `azd init`.\n")]
    [InlineData("exit 3", "Nothing was taken from azd: it ended with exit code 3.\n")]
    [InlineData("echo KEY=value", "Nothing was taken from azd: it answered something else than JSON.\n")]
    [InlineData("echo '[1]'", "Nothing was taken from azd: it answered something else than JSON.\n")]
    [InlineData("""echo '{"AZURE_ENV_NAME":"dev"}'""", "The azd environment dev has no app yet: 'azd up' deploys it.\n")]
    [InlineData("""echo '{"AZURE_ENV_NAME":"dev","appId":"x","tableEndpoint":"https://evil.example","n":1}'""",
        "The appId of the azd environment dev was not used: 'x' is not what it should be.\n"
        + "The tableEndpoint of the azd environment dev was not used: 'https://evil.example' is not what it should be.\n"
        + "The azd environment dev has no app yet: 'azd up' deploys it.\n")]
    public async Task Where_azd_knows_nothing_it_says_so_and_what_is_needed(string script, string said)
    {
        AzdScript(script);

        var (exitCode, errors) = (await RunAsync("init")).Ending;

        Assert.Equal(1, exitCode);
        Assert.Equal(said, errors[..errors.IndexOf("There is no azd environment here", Ordinal)]);
        Assert.Contains("name the store with --table-service-uri URL, and the app with --app ID", errors, Ordinal);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task Without_azd_and_without_anybody_to_ask_the_options_are_named() => Assert.Equal(
        (1, "There is no azd environment here that says where the policies are. Run 'azd up' first, or name the store with "
            + "--table-service-uri URL, and the app with --app ID; without Azure, use --database FILE.\n"),
        (await RunAsync("init")).Ending);

    [Fact]
    public async Task An_app_that_is_not_there_is_not_written()
    {
        var result = await RunAsync("init", "--database", Database, "--app", App + "2");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"The app {App}2 could not be read: ", result.Errors, Ordinal);
        Assert.Contains("Deploy the app first ('azd up')", result.Errors, Ordinal);
        Assert.EndsWith(" Nothing was written.\n", result.Errors, Ordinal);
        Assert.Equal((false, false), (System.IO.File.Exists(File), System.IO.File.Exists(Database)));
    }

    [Fact]
    public async Task Zones_that_cannot_be_listed_are_an_error_where_somebody_named_them()
    {
        Cloud.Permissions.Deny("Microsoft.Network/dnsZones/read");

        var result = await RunAsync("init", "--database", Database, "--dns", CloudResources.SubscriptionId);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"The zones in {CloudResources.SubscriptionId} could not be listed: ", result.Errors, Ordinal);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task Zones_that_nobody_named_are_left_out_where_they_cannot_be_listed()
    {
        Azd($$"""{"appId": "{{App}}", "AZURE_SUBSCRIPTION_ID": "{{CloudResources.Subscription}}"}""");
        Cloud.Permissions.Deny("Microsoft.Network/dnsZones/read");

        // The account's name is in no DNS, so that it ends after what was looked at before.
        var result = await RunAsync("init", "--table-service-uri", "https://x.table.core.windows.net.invalid");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"The zones in {CloudResources.SubscriptionId} could not be listed, and were left out: ", result.Errors, Ordinal);
    }

    [Theory, InlineData("ids.contoso.com", false), InlineData("ids.fabrikam.com", true)]
    public async Task A_zone_for_ids_that_cannot_be_written_is_warned_of(string zone, bool isWarned)
    {
        var result = await RunAsync("init", "--database", Database, "--dns", CloudResources.Subscription, "--id-zone", zone);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(isWarned, result.Errors.Contains($"Warning: ids cannot be published in {zone} yet: ", Ordinal));
    }

    [Theory, InlineData("--app", "contoso", "resource id of a function app")]
    [InlineData("--dns", "rg-dns", "a subscription or a resource group")]
    [InlineData("--rua", "tls@contoso.com", "'tls@contoso.com' has no scheme. Write mailto: before it.")]
    public async Task A_value_that_cannot_be_used_is_wrong_usage(string option, string value, string message)
    {
        var result = await RunAsync("init", "--database", Database, option, value);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, result.Errors, Ordinal);
    }

    private void Azd(string answer) => AzdScript($"echo '{answer}'");

    private void AzdScript(string script)
    {
        var program = Write("bin/azd", $"#!/bin/sh\necho \"$*\" >>'{InFolder("bin", "calls")}'\n{script}\n");
        ScriptFile.MakeExecutable(program);
    }

    /// <summary>What is written with azd's help when options name no app and no zones.</summary>
    private async Task<ToolSettings> DraftAsync()
    {
        var console = Tool.CreateConsole(TextWriter.Null, TextWriter.Null, [("PATH", Programs)]);
        var setup = SetupFile.Open(Place, console, isForced: false, isForStoreOnly: false);
        return setup.Complete(ToolSettings.None, await setup.FindAzdAsync(Token));
    }

    private Task<string> ReadAsync() => System.IO.File.ReadAllTextAsync(File, Token);

    private Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync(
        arguments, [("PATH", Programs)], services: Services);
}
