using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using MtaSts.Cli.Commands;
using MtaSts.Cli.Console;
using MtaSts.Cli.Options;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli;

/// <summary>The tool: its commands, and what becomes of wrong calls and failures.</summary>
internal static class ToolApplication
{
    private const string Name = "mta-sts";

    // With the line that says where to find help, a wrong call takes three lines at most.
    private const int MaximumErrors = 2;

    public static async Task<int> RunAsync(
        string[] arguments, CliConsole console, ToolServices? services = null, CancellationToken cancellationToken = default)
    {
        var root = new RootCommand("Manages MTA-STS policies (RFC 8461) and their DNS records.");
        foreach (var command in CreateCommands(services ?? new ToolServices()))
        {
            root.Subcommands.Add(command.Register(console));
        }

        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExample((HelpAction)help.Action!);
        var call = root.Parse(arguments);
        if (call.Action is ParseErrorAction)
        {
            return Refuse(call, console);
        }

        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = console.Output };
            return await call.InvokeAsync(configuration, cancellationToken);
        }
        catch (CommandException exception)
        {
            console.WriteMessage(exception.Message);
            return exception.ExitCode;
        }
        catch (OperationCanceledException)
        {
            console.WriteMessage("Cancelled.");
            return ExitCode.Failed;
        }
        catch (Exception exception) when (exception
            is PolicyStoreException or PolicyConflictException or UnsupportedContentException or InvalidPolicyException)
        {
            console.WriteMessage(exception.Message);
            return ExitCode.Failed;
        }
    }

    private static int Refuse(ParseResult call, CliConsole console)
    {
        var command = call.CommandResult.Command;

        // An option that the command does not have is taken for a domain where there may be one more.
        var surplus = call.CommandResult.Tokens.Select(token => token.Value).Where(word => word is ['-', _, ..]).Concat(
            call.UnmatchedTokens).ToList();
        var unknown = surplus is [var word, ..] ? FormatUnknown(word, command) : null;
        var faults = unknown is null ? call.Errors : call.Errors.Where(
            error => error.SymbolResult is not CommandResult && !surplus.Exists(error.Message.Contains));
        foreach (var error in faults.Select(error => error.Message).Prepend(unknown).OfType<string>().Distinct().Take(MaximumErrors))
        {
            console.WriteMessage(PlainText.Sanitize(error));
        }

        var path = Name;
        foreach (var name in command.Parents.OfType<Command>().Append(command).Where(part => part is ToolCommand).Select(part => part.Name))
        {
            path += $" {name}";
        }

        console.WriteMessage($"Run '{path} --help' for usage.");
        return ExitCode.WrongUsage;
    }

    private static string FormatUnknown(string word, Command command) =>
        word.StartsWith('-') ? $"'{word}' is not an option of this command."
        : command.Subcommands.Count > 0 ? $"'{word}' is not a command."
        : $"'{word}' is one argument too many.";

    /// <summary>All commands, in the order of the help.</summary>
    private static IEnumerable<ToolCommand> CreateCommands(ToolServices services) =>
    [
        new InitCommand(),
        new SetCommand(services.CreateFetcher),
        new TemplateCommand(),
        new ListCommand(),
        new ShowCommand(),
        new HistoryCommand(),
        new RollbackCommand(),
        new RemoveCommand(services.Time),
        new ImportCommand(),
        new ExportCommand(),
        new CheckCommand(new SenderOptions(services.Time, services.Authorities), services.Time),
        new PromoteCommand(new SenderOptions(services.Time, services.Authorities), services.Time),
        new LintCommand(),
        new DnsCommand(),
    ];
}
