using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
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
    private const string Name = "mta-sts";

    // With the line that says where to find help, a wrong call takes three lines at most.
    private const int MaximumErrors = 2;

    // What System.CommandLine gives for SIGINT and SIGTERM when a command has not ended two seconds after it, as when it reads from a terminal.
    private static readonly int[] ExitCodesOfSignals = [130, 143];

    public static async Task<int> RunAsync(
        string[] arguments, CliConsole console, ToolServices? services = null, CancellationToken cancellationToken = default)
    {
        var root = new RootCommand("Manages MTA-STS policies (RFC 8461) and their DNS records.");
        services ??= new ToolServices();
        var groups = CommandGroups.Create(services);
        foreach (var command in groups.SelectMany(group => group.Commands))
        {
            root.Subcommands.Add(command.Register(console, services));
        }

        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ToolHelp((HelpAction)help.Action!, groups);
        NameCompletion.AddTo(root, new StoredNames(console, services));
        var suggest = root.Directives.OfType<SuggestDirective>().Single();
        suggest.Action = new SuggestAction(suggest);
        var call = root.Parse(arguments);
        if (call.Action is ParseErrorAction)
        {
            return Refuse(call, console);
        }

        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = console.Output };
            var exitCode = await call.InvokeAsync(configuration, cancellationToken);
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

    private static int Refuse(ParseResult call, CliConsole console)
    {
        var command = call.CommandResult.Command;

        // Where a command takes many domains, an option that it does not have is taken for one more.
        var strays = call.CommandResult.Tokens.Select(token => token.Value).Where(word => word is ['-', _, ..]);
        string[] unknown = [.. strays, .. call.UnmatchedTokens];
        var errors = unknown is [var word, ..]
            ? FindErrorsOfOptions(call).Prepend(FormatUnknown(word, command))
            : call.Errors.Select(error => error.Message);
        foreach (var error in errors.Distinct().Take(MaximumErrors))
        {
            console.WriteMessage(PlainText.Sanitize(error));
        }

        var path = command.Parents.Append(command).OfType<ToolCommand>().Select(part => part.Name).Prepend(Name);
        console.WriteMessage($"Run '{string.Join(' ', path)} --help' for usage.");
        return ExitCode.WrongUsage;
    }

    private static IEnumerable<string> FindErrorsOfOptions(ParseResult call) =>
        call.Errors.Where(error => error.SymbolResult is OptionResult).Select(error => error.Message);

    private static string FormatUnknown(string word, Command command) =>
        word.StartsWith('-') ? $"'{word}' is not an option of this command."
        : command.Subcommands.Count > 0 ? $"'{word}' is not a command."
        : $"'{word}' is one argument too many.";
}
