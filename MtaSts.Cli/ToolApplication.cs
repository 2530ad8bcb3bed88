using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using MtaSts.Cli.Commands;
using MtaSts.Cli.Completion;
using MtaSts.Cli.Console;
using MtaSts.Cli.Help;
using MtaSts.Cli.ResourceManager;
using MtaSts.Cli.Services;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli;

internal static class ToolApplication
{
    public const string Name = "mta-sts";

    // What System.CommandLine gives for SIGINT and SIGTERM when a command has not ended two seconds later, as when it waits for input.
    private static readonly int[] ExitCodesOfSignals = [130, 143];

    public static async Task<int> RunAsync(
        string[] arguments, CliConsole console, ToolServices? services = null, CancellationToken cancellationToken = default)
    {
        var root = new RootCommand("Manages MTA-STS policies (RFC 8461) and their DNS records.");
        services ??= new ToolServices();
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var groups = CommandGroups.Create(services);
        foreach (var command in CommandGroups.Build(groups, arguments))
        {
            root.Subcommands.Add(command.Register(console, services, listening.Task));
        }

        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ToolHelp((HelpAction)help.Action!, groups);
        var suggest = root.Directives.OfType<SuggestDirective>().Single();
        suggest.Action = new SuggestAction(suggest, new StoredNames(console, services));
        var call = root.Parse(arguments);
        if (call.Action is ParseErrorAction)
        {
            return WrongCall.Refuse(call, console);
        }

        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = console.Output };
            var invocation = call.InvokeAsync(configuration, cancellationToken);
            listening.SetResult();
            var exitCode = await invocation;
            return ExitCodesOfSignals.Contains(exitCode) ? throw new OperationCanceledException() : exitCode;
        }
        catch (CommandException exception)
        {
            console.WriteMessage(exception.Message);
            return exception.ExitCode;
        }
        catch (StandardOutputException exception)
        {
            var changes = call.CommandResult.Command is ChangeCommand ? " What was changed by then stays changed: see 'mta-sts list'." : "";
            console.WriteMessage(exception.Message + changes);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            console.WriteMessage("Cancelled.");
            return ExitCode.Failed;
        }
        catch (Exception exception) when (exception
            is PolicyStoreException or PolicyConflictException or InvalidPolicyException or ResourceManagerException)
        {
            console.WriteMessage(exception.Message);
            return ExitCode.Failed;
        }
    }
}
