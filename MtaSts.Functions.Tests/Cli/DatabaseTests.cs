using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>The tool at work on a SQLite file.</summary>
public sealed class DatabaseTests : TestsWithFolder
{
    public const string NoStore = "No store is named. Run 'mta-sts init' first, which writes it to mta-sts.json; "
        + "or use --table-service-uri, --database, --directory or --connection-string.\n";

    private string Database => InFolder("policies.db");

    public override async ValueTask InitializeAsync() => await new SqliteRowStore(Database, TimeProvider.System).CreateAsync(Token);

    [Fact]
    public async Task Init_creates_the_file_in_its_folder_and_does_nothing_when_it_is_there()
    {
        var file = InFolder("deeper", "policies.db");
        await Tool.RunAsync("init", "--database", file);
        await Tool.RunAsync("set", "contoso.com", "--mx", "mail.contoso.com", "--yes", "--database", file);

        Assert.Equal(
            new ToolResult(0, "", "The store is ready.\nNext: mta-sts set contoso.com --exchange-online\n"),
            await Tool.RunAsync(["init"], [("MtaSts__PolicyDatabase", file)]));
        Assert.Equal(0, (await Tool.RunAsync("show", "contoso.com", "--database", file)).ExitCode);
    }

    [Fact]
    public async Task No_other_command_creates_the_file()
    {
        var file = InFolder("other.db");

        Assert.Equal(new ToolResult(2, "",
                $"The policy database {file} does not exist. Correct the path, or create it with 'mta-sts init --database {file}'.\n"),
            await Tool.RunAsync("set", "contoso.com", "--mx", "mail.contoso.com", "--yes", "--database", file));
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task Policies_are_set_changed_rolled_back_and_removed()
    {
        await DoAsync("set", "contoso.com", "--mx", "mail.contoso.com", "--yes");
        await DoAsync("set", "contoso.com", "--mode", "enforce", "--max-age", "2w", "--force", "--reason", "ready", "--yes");
        Assert.Contains("mode: enforce", (await DoAsync("show", "contoso.com")).Output, Ordinal);

        await DoAsync("rollback", "contoso.com", "--yes");
        Assert.Contains("mode: testing", (await DoAsync("show", "contoso.com")).Output, Ordinal);

        await DoAsync("remove", "contoso.com", "--now", "--reason", "test", "--yes");
        Assert.Equal(2, (await RunAsync("show", "contoso.com")).ExitCode);
        var states = (await DoAsync("history", "contoso.com", "--output", "json")).Json;
        Assert.Equal(4, states.GetArrayLength());
    }

    [Fact]
    public async Task A_template_and_an_upstream_are_kept_and_exported()
    {
        await DoAsync("template", "set", "shared", "--mx", "*.mail.contoso.com", "--max-age", "2w", "--yes");
        await DoAsync("set", "contoso.com", "--template", "shared", "--yes");
        await DoAsync("set", "fabrikam.com", "--upstream", "https://mta-sts.provider.example/.well-known/mta-sts.txt", "--force",
            "--reason", "moving", "--yes");

        Assert.Contains("contoso.com", (await DoAsync("template", "show", "shared")).Output, Ordinal);
        var exported = (await DoAsync("export", "-")).Json.EnumerateArray();
        Assert.Equal(["contoso.com", "fabrikam.com"], exported.Select(policy => policy.Text("domain")));
    }

    [Fact]
    public async Task The_difference_is_shown_where_it_stands()
    {
        await DoAsync("set", "contoso.com", "--mx", "mail.contoso.com", "--yes");

        var result = await DoAsync(
            "set", "contoso.com", "--mode", "none", "--max-age", "4w", "--mx", "mx2.contoso.com", "--mx", "mail.contoso.com",
            "--dry-run");

        Assert.EndsWith(
            "  version: STSv1\n- mode: testing\n+ mode: none\n  mx: mail.contoso.com\n- max_age: 1209600\n+ mx: mx2.contoso.com\n"
            + "+ max_age: 2419200\n", result.Output, Ordinal);
    }

    [Fact]
    public async Task A_max_age_for_all_that_is_imported_may_be_said_in_weeks()
    {
        var file = InFolder("domains.csv");
        await File.WriteAllTextAsync(file, "Domain\ncontoso.com\n", Token);

        await DoAsync("import", file, "--mx", "mail.contoso.com", "--max-age", "2w", "--yes");

        Assert.Contains("max_age: 1209600", (await DoAsync("show", "contoso.com")).Output, Ordinal);
    }

    [Theory, InlineData("history"), InlineData("rollback"), InlineData("remove")]
    public async Task A_refusal_names_a_domain_in_both_its_forms(string command) => Assert.Equal(
        new ToolResult(2, "", "xn--bcher-kva.example (bücher.example) was never hosted here.\n"), await RunAsync(
            command, "bücher.example"));

    [Fact]
    public async Task The_steps_of_a_removal_name_a_domain_in_both_its_forms()
    {
        await DoAsync("set", "bücher.example", "--mx", "mail.contoso.com", "--yes");

        var first = await DoAsync("remove", "bücher.example", "--yes");
        var second = await RunAsync("remove", "bücher.example", "--yes");
        var last = await DoAsync("remove", "bücher.example", "--now", "--reason", "test", "--yes");

        Assert.All([first, second, last], result => Assert.Contains(
            "Senders may hold earlier policies of xn--bcher-kva.example (bücher.example) until ", result.Errors, Ordinal));
    }

    [Theory]
    [InlineData("--connection-string", "UseDevelopmentStorage=true")]
    [InlineData("--table-service-uri", "https://account.table.core.windows.net")]
    [InlineData("--directory", "policies")]
    public async Task A_database_and_another_store_are_wrong_usage(string option, string value) => Assert.Equal(
        new ToolResult(1, "", "Name one store: --connection-string, --table-service-uri, --database or --directory.\n"),
        await RunAsync("list", option, value));

    [Theory]
    [InlineData("--table-service-uri", "http://account.table.core.windows.net",
        "--table-service-uri is 'http://account.table.core.windows.net'. Use the table endpoint of the storage account, "
        + "https://<account>.table.core.windows.net.\n")]
    [InlineData("--connection-string", "AccountName=example;AccountKey=verysecret",
        "--connection-string is not a valid connection string. Use one of a storage account or UseDevelopmentStorage=true, or remove "
        + "it and set PolicyStorage__tableServiceUri to sign in with an identity.\n")]
    [InlineData("--table", "my-table", "--table is 'my-table'. Use 3 to 55 letters and digits, beginning with a letter.\n")]
    [InlineData("--database", "", NoStore), InlineData("--directory", "", NoStore)]
    public async Task A_store_that_cannot_be_used_is_wrong_usage(string option, string value, string message) =>
        Assert.Equal(new ToolResult(1, "", message), await Tool.RunAsync("list", option, value));

    [Fact]
    public async Task A_store_that_is_named_on_the_command_line_goes_before_any_in_the_environment()
    {
        await DoAsync("set", "contoso.com", "--mx", "mail.contoso.com", "--yes");

        var result = await Tool.RunAsync(
            ["show", "contoso.com", "--database", Database], [("PolicyStorage", "nonsense"), ("PolicyStorage__accountName", "example")]);

        Assert.Equal(0, result.ExitCode);
    }

    private Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync([.. arguments, "--database", Database]);

    private async Task<ToolResult> DoAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)}: {result}");
        return result;
    }
}
