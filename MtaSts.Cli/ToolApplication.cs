using System.CommandLine.Help;
using System.CommandLine;
using System.Net;
using MtaSts.Checks.Fetching;
using MtaSts.Cli.Commands;
using MtaSts.Policies;
using MtaSts.Storage;
using MtaSts.Upstream;

namespace MtaSts.Cli;

/// <summary>The tool: its commands, and what becomes of their failures.</summary>
internal static class ToolApplication
{
    /// <summary>Carries out a command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, CliConsole terminal)
    {
        var root = new RootCommand("Manages MTA-STS policies (RFC 8461) and their DNS records.");
        foreach (var command in Commands())
        {
            root.Subcommands.Add(command.Register(terminal));
        }

        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExample((HelpAction)help.Action!);
        try
        {
            return await root.Parse(arguments).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (CommandException exception)
        {
            CliConsole.WriteMessage(exception.Message);
            return exception.ExitCode;
        }
        catch (OperationCanceledException)
        {
            CliConsole.WriteMessage("Cancelled.");
            return ExitCode.Failed;
        }
        catch (Exception exception) when (exception is PolicyStoreException or PolicyConflictException or InvalidPolicyException)
        {
            CliConsole.WriteMessage(exception.Message);
            return ExitCode.Failed;
        }
    }

    /// <summary>All commands, in the order of the help.</summary>
    private static IEnumerable<ToolCommand> Commands() =>
    [
        new InitCommand(),
        new SetCommand(() => new PolicyFetcher(PolicyFetcher.CreateHandler(Dns.GetHostAddressesAsync, PublicAddress.Includes))),
        new TemplateCommand(),
        new ListCommand(),
        new ShowCommand(),
        new HistoryCommand(),
        new RollbackCommand(),
        new RemoveCommand(TimeProvider.System),
        new ImportCommand(),
        new ExportCommand(),
        new CheckCommand(TimeProvider.System),
        new PromoteCommand(TimeProvider.System),
        new LintCommand(),
        new DnsCommand(),
    ];
}
