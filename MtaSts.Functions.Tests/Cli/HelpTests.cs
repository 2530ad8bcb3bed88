namespace MtaSts.Functions.Tests.Cli;

/// <summary>What <c>--help</c> prints.</summary>
public sealed partial class HelpTests
{
    private const string Overview = """
        """;

    [Fact]
    public async Task The_commands_are_shown_by_what_they_are_for() =>
        Assert.Equal(new ToolResult(0, Overview.ReplaceLineEndings("\n"), ""), await Tool.RunAsync("--help"));

    [Fact]
    public async Task It_fits_a_terminal_of_80_columns() =>
        Assert.All((await Tool.RunAsync("--help")).Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));

    [Fact]
    public void The_documents_that_it_names_are_there() => Assert.All(
        Document().Matches(Overview).Select(document => document.Value),
        document => Assert.True(File.Exists(Path.Combine(RootCommand.FindRoot(), document)), document));

    [Fact]
    public async Task The_help_of_a_command_sets_off_its_own_options_from_those_of_the_store() => Assert.Equal(
        """
        Description:
          Shows every state that a domain was in, newest first.

        Usage:
          mta-sts history <DOMAIN> [options]

        Arguments:
          <DOMAIN>  Mail domain, such as contoso.com

        Options:
          -o, --output <table|json>   Table for people, JSON for programs [default: table]
          -?, -h, --help              Show help and usage information

        Store:
          --connection-string <TEXT>  Storage account, by connection string [env: PolicyStorage]
          --table-service-uri <URL>   Storage account, by its table endpoint and your own identity [env: PolicyStorage__tableServiceUri; default: as in mta-sts.json]
          --database <FILE>           SQLite file [env: MtaSts__PolicyDatabase]
          --directory <FOLDER>        Folder of <domain>.txt files, read only [env: MtaSts__PolicyDirectory]
          --table <NAME>              Table of the storage account [env: MtaSts__PolicyTable; default: policies]

        Example:
          mta-sts history contoso.com


        """.ReplaceLineEndings("\n"),
        (await Tool.RunAsync("history", "--help")).Output);

    [Fact]
    public async Task A_command_without_a_store_has_no_such_heading()
    {
        var help = (await Tool.RunAsync("lint", "--help")).Output;

        Assert.Contains("\nOptions:\n", help, Ordinal);
        Assert.DoesNotContain("Store:", help, Ordinal);
    }

    [GeneratedRegex(@"docs/[\w-]+\.md")] private static partial Regex Document();
}
