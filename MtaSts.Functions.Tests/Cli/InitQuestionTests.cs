using MtaSts.Cli.Configuration;
using MtaSts.Functions.Tests.Checks;
using MtaSts.Functions.Tests.Cloud;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>What <c>init</c> asks a person, and what becomes of the answers.</summary>
[Collection(AzuriteGroup.Name)]
public sealed class InitQuestionTests(AzuriteFixture azurite) : TestsWithFolder
{
    private const string Endpoint = "https://contosost.table.core.windows.net";

    private static readonly string App = $"{CloudResources.AppGroupId}/providers/Microsoft.Web/sites/{CloudApp.Name}";

    private readonly StringWriter screen = new();

    private string File => InFolder("mta-sts.json");

    public override ValueTask DisposeAsync()
    {
        screen.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task What_is_not_known_is_asked_and_asked_again_until_it_can_be_used()
    {
        await RunAsync(["init"], ["contoso", App, "", "st", Endpoint, "tls@contoso.com", "", null]);

        Assert.Equal(
            [
                "Function app, by its resource id (leave empty for none): az functionapp list --query [].id:",
                "Function app, by its resource id (leave empty for none): az functionapp list --query [].id:",
                "Table endpoint of the storage account, such as https://<account>.table.core.windows.net:",
                "Table endpoint of the storage account, such as https://<account>.table.core.windows.net:",
                "Table endpoint of the storage account, such as https://<account>.table.core.windows.net:",
                "Where TLS reports go, such as mailto:tls-reports@contoso.com (leave empty for none):",
                "Where TLS reports go, such as mailto:tls-reports@contoso.com (leave empty for none):",
                "Zones of Azure DNS, by subscription or resource group (leave empty for none):",
            ],
            Questions());
        Assert.EndsWith("Nothing was written.\n", $"{screen}", Ordinal);
        Assert.Contains(
            "'contoso' is not one. Use /subscriptions/…/resourceGroups/…/providers/Microsoft.Web/sites/….\n", $"{screen}", Ordinal);
    }

    [Fact]
    public async Task What_azd_knows_is_not_asked_but_for_the_zones_where_it_is_what_is_assumed()
    {
        Azd();

        await RunAsync(["init"], ["mailto:a@contoso.com, mailto:b@contoso.com", null]);

        Assert.Equal(
            [
                "Where TLS reports go, such as mailto:tls-reports@contoso.com (leave empty for none):",
                $"Zones of Azure DNS, by subscription or resource group [{CloudResources.SubscriptionId}]:",
            ],
            Questions());
        Assert.EndsWith("Nothing was written.\n", $"{screen}", Ordinal);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task Nothing_is_asked_beside_a_connection_string_and_options_are_written()
    {
        var exitCode = await RunAsync(
            [
                "init", "--rua", "mailto:a@contoso.com", "--connection-string", azurite.Server.ConnectionString,
                "--table", $"t{Guid.NewGuid():N}",
            ],
            []);

        Assert.True(exitCode == 0, $"{screen}");
        Assert.Equal("{\n  \"rua\": [\n    \"mailto:a@contoso.com\"\n  ]\n}\n", await System.IO.File.ReadAllTextAsync(File, Token));
    }

    [Fact]
    public async Task Nothing_is_asked_with_yes()
    {
        await RunAsync(["init", "--yes"], []);

        Assert.StartsWith("There is no azd environment here", $"{screen}", Ordinal);
    }

    private void Azd()
    {
        var values = new { appId = App, tableEndpoint = Endpoint + "/", AZURE_SUBSCRIPTION_ID = CloudResources.Subscription };
        var program = Write("bin/azd", $"#!/bin/sh\necho '{JsonSerializer.Serialize(values)}'\n");
        ScriptFile.MakeExecutable(program);
    }

    private IEnumerable<string> Questions() => $"{screen}".Split('\n').Where(line => line.Contains(": «", Ordinal)).Select(
        line => line[..(line.IndexOf(": «", Ordinal) + 1)]);

    /// <summary>Answers each question; null ends the input.</summary>
    private Task<int> RunAsync(string[] arguments, string?[] answers)
    {
        var lines = new Queue<string?>(answers);
        var console = Tool.CreateConsole(TextWriter.Null, screen, [("PATH", InFolder("bin"))], readAnswer: () =>
        {
            var line = lines.Count > 0 ? lines.Dequeue() : null;
            screen.WriteLine($"«{line}»");
            return line;
        });
        var file = new SettingsFile(Folder, null);
        return Tool.RunAsync(
            arguments, console, [], new FakeDns().CreateServices() with { SettingsFile = file, ReadSettings = file.Read });
    }
}
