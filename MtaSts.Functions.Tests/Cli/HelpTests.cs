namespace MtaSts.Functions.Tests.Cli;

/// <summary>What <c>--help</c> prints.</summary>
public sealed partial class HelpTests
{
    private const string Overview = """
        Manages MTA-STS policies (RFC 8461) and their DNS records.

        Usage:
          mta-sts COMMAND [options]

        Start here (docs/start.md):
          init        Writes mta-sts.json, and creates the table or the database.
          onboard     Takes domains all the way: policy, host name, certificate, DNS
                      records, check; goes on where each stands.
          completion  Prints a script with which Tab completes commands and domains.

        Policies (docs/tool.md):
          list        Lists the hosted domains; exit code 3 when one of them is invalid.
          show        Shows a domain: its policy, id, history and records; exit code 3
                      when it is invalid.
          set         Sets the policy of domains; only what is given changes.
          template    Manages templates: mx and max_age that many domains share.
          history     Shows every state that a domain was in, newest first.
          rollback    Puts an earlier state of a domain in force again.
          import      Imports the policies of many domains.
          export      Exports all policies, to import elsewhere or as a backup.

        Roll-out (docs/roll-out.md):
          status      Shows where domains stand between store, host, DNS and senders'
                      caches, and what comes next.
          promote     Moves domains from testing to enforce if nothing holds them back.
          move-mx     Moves the mail of domains to other hosts without leaving enforce;
                      each call makes the next step, or says what it waits for.
          remove      Stops hosting a domain, safely: serves mode none first, and
                      removes it once no sender holds an earlier policy.
          offboard    Takes away DNS records, host name, certificate and test of domains
                      that were removed, in the safe order.

        Checks (docs/findings.md, docs/reports.md):
          check       Shows what a sender sees: records, policy, certificate, MX.
          lint        Finds what is wrong in policy files or TXT records.
          reports     Shows what senders report: sessions, failures, what to do.

        Records (docs/deploy.md):
          dns         Shows every DNS record to publish, in the order of publishing.
          publish     Shows the ids that DNS lacks, or writes them, once every instance
                      of the app serves their policies.

        Options:
          --help      Show help and usage information
          --version   Show version information

        Options and an example of a command: mta-sts COMMAND --help

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
    public async Task The_help_of_a_command_sets_off_its_own_options_from_those_of_the_store()
    {
        const string Uri = "Storage account, by its table endpoint and your own identity "
            + "[env: PolicyStorage__tableServiceUri; default: as in mta-sts.json]";

        Assert.Equal(
            $"""
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
              --table-service-uri <URL>   {Uri}
              --database <FILE>           SQLite file [env: MtaSts__PolicyDatabase]
              --directory <FOLDER>        Folder of <domain>.txt files, read only [env: MtaSts__PolicyDirectory]
              --table <NAME>              Table of the storage account [env: MtaSts__PolicyTable; default: policies]

            Example:
              mta-sts history contoso.com


            """.ReplaceLineEndings("\n"),
            (await ToolProcess.RunAsync(["history", "--help"], [])).Output);
    }

    [Fact]
    public async Task A_command_without_a_store_has_no_such_heading()
    {
        var help = (await Tool.RunAsync("lint", "--help")).Output;

        Assert.Contains("\nOptions:\n", help, Ordinal);
        Assert.DoesNotContain("Store:", help, Ordinal);
    }

    [GeneratedRegex(@"docs/[\w-]+\.md")] private static partial Regex Document();
}
