using System.Collections.Concurrent;
using MtaSts.Cli.Configuration;
using MtaSts.Cli.Console;
using MtaSts.Functions.Tests.Checks;
using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>What <c>mta-sts.json</c> says counts where neither an option nor the environment says it.</summary>
public sealed class SettingsFallbackTests : TestsWithFolder
{
    private static readonly FakeDns Dns = new();

    private readonly ConcurrentQueue<IPEndPoint?> resolvers = [];
    private string Database => InFolder("policies.db");

    public override async ValueTask InitializeAsync()
    {
        foreach (var file in (string[])["policies.db", "other.db"])
        {
            await new SqliteRowStore(InFolder(file), TimeProvider.System).CreateAsync(Token);
        }

        await Tool.RunAsync("set", "contoso.com", "--mx", "mail.contoso.com", "--yes", "--database", Database);
    }

    [Fact]
    public async Task The_store_of_the_file_is_used() =>
        (await RunAsync(new() { Database = Database }, "list")).AssertOutputContains(0, "contoso.com");

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_store_that_an_option_or_the_environment_names_is_used_instead(bool isOption)
    {
        var settings = new ToolSettings { TableServiceUri = "https://st.table.core.windows.net", Table = "policies" };
        string[] option = isOption ? ["--database", Database] : [];
        (string, string)[] environment = isOption ? [] : [("MtaSts__PolicyDatabase", Database)];

        (await Tool.RunAsync(["list", .. option], environment, services: Services(settings))).AssertOutputContains(0, "contoso.com");
    }

    [Fact]
    public async Task The_name_of_the_table_can_be_said_alone()
    {
        var settings = new ToolSettings { TableServiceUri = "https://st.table.core.windows.net", Table = "policies" };

        Assert.Equal(
            "--table is 'my-table'. Use 3 to 55 letters and digits, beginning with a letter.\n",
            (await RunAsync(settings, "list", "--table", "my-table")).Errors);
    }

    [Fact]
    public async Task Where_nothing_names_a_store_the_message_says_how_to_begin() =>
        Assert.Equal(new ToolResult(1, "", DatabaseTests.NoStore), await RunAsync(ToolSettings.None, "list"));

    [Theory, InlineData("check", "contoso.com"), InlineData("status", "contoso.com"), InlineData("set", "contoso.com", "--mode", "enforce")]
    public async Task The_resolver_of_the_file_is_asked_unless_an_option_names_one(params string[] command)
    {
        var settings = new ToolSettings { Database = Database, Resolver = IPEndPoint.Parse("192.0.2.53:53") };

        await RunAsync(settings, command);
        Assert.Equal(["192.0.2.53:53"], resolvers.Select(resolver => $"{resolver}").Distinct());
        resolvers.Clear();
        await RunAsync(settings, [.. command, "--resolver", "192.0.2.54:5353"]);
        Assert.Equal(["192.0.2.54:5353"], resolvers.Select(resolver => $"{resolver}").Distinct());
    }

    [Fact]
    public async Task The_records_for_reports_say_where_the_file_wants_them()
    {
        var settings = new ToolSettings { Database = Database, Rua = ["mailto:tls@contoso.com"] };

        var result = await RunAsync(settings, "dns", "contoso.com");
        result.AssertOutputContains(0, "v=TLSRPTv1; rua=mailto:tls@contoso.com");
        Assert.DoesNotContain("--rua", result.Errors, Ordinal);
        (await RunAsync(settings, "dns", "contoso.com", "--rua", "mailto:tls@fabrikam.com"))
            .AssertOutputContains(0, "v=TLSRPTv1; rua=mailto:tls@fabrikam.com");
        result = await RunAsync(settings with { Rua = [] }, "dns", "contoso.com");
        Assert.Contains("TXT _smtp._tls; add it with --rua.", result.Errors, Ordinal);
    }

    [Theory, InlineData("lint", "{policy}"), InlineData("list", "--database", "{database}"), InlineData("list", "--help")]
    public async Task A_broken_file_stops_no_command_that_needs_nothing_of_it(params string[] command)
    {
        var policy = Write("contoso.com.txt", "version: STSv1\r\nmode: testing\r\nmx: mail.contoso.com\r\nmax_age: 604800\r\n");
        string[] words = [.. command.Select(word => word.Replace("{policy}", policy, Ordinal).Replace("{database}", Database, Ordinal))];

        Assert.Equal(0, (await Tool.RunAsync(words, [], services: Broken())).ExitCode);
        Assert.Equal(new ToolResult(1, "", "It is broken.\n"), await Tool.RunAsync(["list"], [], services: Broken()));
    }

    [Fact]
    public async Task A_process_finds_the_file_above_its_folder()
    {
        Write("mta-sts.json", """{ "store": { "database": "policies.db" } }""");
        var folder = Directory.CreateDirectory(InFolder("infra", "modules")).FullName;
        using var process = ToolProcess.StartProgram("dotnet", ["exec", Tool.Path, "list"], [], folder);

        Assert.Contains("contoso.com", await process.StandardOutput.ReadToEndAsync(Token), Ordinal);
    }

    private static ToolServices Broken() =>
        Dns.CreateServices() with { ReadSettings = () => throw new CommandException(ExitCode.WrongUsage, "It is broken.") };

    private Task<ToolResult> RunAsync(ToolSettings settings, params string[] arguments) =>
        Tool.RunAsync(arguments, [], services: Services(settings));

    private ToolServices Services(ToolSettings settings) => new()
    {
        ReadSettings = () => settings,
        CreateLookup = resolver =>
        {
            resolvers.Enqueue(resolver);
            return Dns.CreateLookup();
        },
    };
}
