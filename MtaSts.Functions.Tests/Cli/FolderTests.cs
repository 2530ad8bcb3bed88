using MtaSts.Functions.Tests.Checks;
using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>The tool at work on a folder of policy files, which it only reads.</summary>
public sealed class FolderTests : TestsWithFolder
{
    private const string Policy = "version: STSv1\nmode: enforce\nmx: mail.contoso.com\nmax_age: 1209600\n";

    public static TheoryData<string> Changes =>
    [
        "init", "set contoso.com --mode testing --yes", "import - --yes", "rollback contoso.com --yes",
        "remove contoso.com --now --reason test --yes", "promote contoso.com --yes", "history contoso.com",
        "template set exchange --mx mail.contoso.com --yes", "template list", "template show exchange", "template remove exchange --yes",
    ];

    [Theory, MemberData(nameof(Changes))]
    public async Task What_it_cannot_do_in_a_folder_is_refused_with_what_to_do_instead(string commandLine)
    {
        Write("contoso.com.txt", Policy);

        Assert.Equal(new ToolResult(2, "",
                $"mta-sts only reads the folder {Folder}, which holds no history or templates. "
                + "Edit its <domain>.txt files with your editor and keep their history in version control, "
                + $"or move to a database: 'mta-sts init --database FILE', then 'mta-sts import {Folder} --database FILE'.\n"),
            await RunAsync(commandLine.Split(' ')));
        Assert.Equal([InFolder("contoso.com.txt")], Directory.EnumerateFileSystemEntries(Folder));
        Assert.Equal(Policy, await File.ReadAllTextAsync(InFolder("contoso.com.txt"), Token));
    }

    [Fact]
    public async Task A_folder_moves_to_a_database_as_the_refusal_says()
    {
        Write("contoso.com.txt", Policy);
        var database = InFolder("deeper", "policies.db");
        await new SqliteRowStore(database, TimeProvider.System).CreateAsync(Token);

        var services = new FakePublisher().Publish("contoso.com", "enforce", "mail.contoso.com").CreateServices();

        Assert.Equal(0, (await Tool.RunAsync(["import", Folder, "--yes", "--database", database], [], services: services)).ExitCode);
        Assert.Contains("max_age: 1209600", (await Tool.RunAsync("show", "contoso.com", "--database", database)).Output, Ordinal);
    }

    [Fact]
    public async Task Its_policies_are_exported_and_their_records_written()
    {
        Write("contoso.com.txt", Policy);
        Write("fabrikam.com.txt", Policy);

        var exported = await RunAsync("export", "-");
        var records = await Tool.RunAsync(["dns", "contoso.com", "--format", "bind"], [("MtaSts__PolicyDirectory", Folder)]);

        Assert.Equal(["contoso.com", "fabrikam.com"], exported.Json.Texts("domain"));
        records.AssertOutputContains(0, "v=STSv1; id=");
    }

    [Fact]
    public async Task Its_records_may_change_once_no_instance_of_the_app_has_the_old_file_in_memory()
    {
        Write("contoso.com.txt", Policy);

        Assert.EndsWith(
            "publish _mta-sts with its id last, 10 minutes after a change of a file at the earliest.\n",
            (await RunAsync("dns", "contoso.com", "--refresh-after", "10m")).Errors,
            Ordinal);
    }

    [Fact]
    public async Task Files_written_by_hand_are_listed_and_shown_and_invalid_ones_are_told()
    {
        Write("contoso.com.txt", Policy);
        Write("fabrikam.com.txt", "mode: on\n");

        var list = await RunAsync("list");

        list.AssertOutputContains(3, "contoso.com");
        Assert.Contains("MTASTS1", list.Output, Ordinal);
        Assert.Contains("max_age: 1209600", (await RunAsync("show", "contoso.com")).Output, Ordinal);
    }

    [Fact]
    public async Task An_output_that_there_is_not_is_wrong_usage_and_says_which_there_are() =>
        Assert.Equal((1, "'xml' is not a value of --output. Use table or json."), (await RunAsync("list", "--output", "xml")).Refusal);

    [Fact]
    public async Task A_folder_that_does_not_exist_is_a_failure()
    {
        var missing = InFolder("missing");

        var result = await Tool.RunAsync("list", "--directory", missing);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(missing, result.Errors, Ordinal);
    }

    private Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync([.. arguments, "--directory", Folder]);
}
