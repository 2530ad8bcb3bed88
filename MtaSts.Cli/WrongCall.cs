using System.CommandLine;
using System.CommandLine.Parsing;
using MtaSts.Cli.Commands;
using MtaSts.Cli.Console;

namespace MtaSts.Cli;

/// <summary>A command line that says nothing that the tool could do.</summary>
internal static class WrongCall
{
    // With the line that says where to find help, it takes three lines at most.
    private const int MaximumErrors = 2;

    public static int Refuse(ParseResult call, CliConsole console)
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

        var path = command.Parents.Append(command).OfType<ToolCommand>().Select(part => part.Name).Prepend(ToolApplication.Name);
        console.WriteMessage($"Run '{string.Join(' ', path)} --help' for usage.");
        return ExitCode.WrongUsage;
    }

    private static IEnumerable<string> FindErrorsOfOptions(ParseResult call) =>
        call.Errors.Where(error => error.SymbolResult is OptionResult).Select(error => error.Message);

    private static string FormatUnknown(string word, Command command) =>
        word.StartsWith('-') ? $"'{word}' is not an option of this command.{Suggest(word, command.Options)}"
        : command.Subcommands.Count > 0 ? $"'{word}' is not a command.{Suggest(word, command.Subcommands)}"
        : $"'{word}' is one argument too many.";

    private static string Suggest(string word, IEnumerable<Symbol> known) => NearWord.Suggest(word, known.Select(symbol => symbol.Name));
}
