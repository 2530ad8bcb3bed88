using System.CommandLine;
using System.CommandLine.Completions;

namespace MtaSts.Cli.Completion;

/// <summary>
/// Says of the arguments and options of all commands what may stand there: names in the store, or the words that the help lists.
/// </summary>
internal static class NameCompletion
{
    public static void AddTo(Command command, StoredNames names)
    {
        foreach (var argument in command.Arguments)
        {
            AddTo(argument, argument.CompletionSources, argument.Name, argument.HelpName ?? "", names);
        }

        foreach (var option in command.Options)
        {
            AddTo(option, option.CompletionSources, option.Name, option.HelpName ?? "", names);
        }

        foreach (var subcommand in command.Subcommands)
        {
            AddTo(subcommand, names);
        }
    }

    private static void AddTo(
        Symbol symbol, List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources, string name, string values, StoredNames names)
    {
        Func<ParseResult, IEnumerable<string>>? find = name switch
        {
            "DOMAIN" => names.FindDomains,
            "NAME" or "--template" => names.FindTemplates,
            "--customer" => names.FindCustomers,
            _ when values.Contains('|') && values.All(letter => letter is '|' or '-' or (>= 'a' and <= 'z')) => _ => values.Split('|'),
            _ => null,
        };
        if (find is not null)
        {
            sources.Add(context => IsFull(symbol, context) ? [] : find(context.ParseResult).Select(found => new CompletionItem(found)));
        }
    }

    /// <summary>Whether an argument has all that it takes before the word at the cursor.</summary>
    private static bool IsFull(Symbol symbol, CompletionContext context) =>
        symbol is Argument argument
        && context.ParseResult.GetResult(argument) is { Tokens: var given }
        && given.Count - (context.WordToComplete.Length > 0 ? 1 : 0) >= argument.Arity.MaximumNumberOfValues;
}
