using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using MtaSts.Cli.Console;

namespace MtaSts.Cli.Completion;

/// <summary>
/// Answers <c>mta-sts "[suggest:POSITION]" "LINE"</c>, by which a shell asks what the word at the cursor may become: one answer a line,
/// none where the shell knows better, as for names of files. The line is without <c>mta-sts</c> itself.
/// </summary>
internal sealed class SuggestAction(SuggestDirective directive, StoredNames names) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    /// <exception cref="CommandException">The position is not a number.</exception>
    public override int Invoke(ParseResult parseResult)
    {
        var line = parseResult.Tokens.LastOrDefault(token => token.Type != TokenType.Directive)?.Value ?? "";
        var position = parseResult.GetResult(directive)!.Values is [var text, ..] ? ParsePosition(text) : line.Length;
        var root = parseResult.RootCommandResult.Command;
        NameCompletion.AddTo(root, names);
        foreach (var answer in Find(root, line[..Math.Min(position, line.Length)]))
        {
            parseResult.InvocationConfiguration.Output.Write($"{answer}\n");
        }

        return ExitCode.Done;
    }

    private static int ParsePosition(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
        ? position
        : throw new CommandException(ExitCode.WrongUsage, $"'{text}' is not a position in a line. Use a whole number.");

    private static IEnumerable<string> Find(Command root, string line)
    {
        var words = line.Split(' ');
        var (earlier, word) = (words[..^1], words[^1]);
        var command = root.Parse(line).CommandResult.Command;

        // Left out, or the parser would wait for their value, true or false.
        var switches = command.Options.Where(option => option.ValueType == typeof(bool))
            .SelectMany(option => option.Aliases.Append(option.Name))
            .ToHashSet();
        line = string.Join(' ', [.. earlier.Where(part => !switches.Contains(part)), word]);
        var parsed = root.Parse(line);
        if (parsed.UnmatchedTokens.Any(unknown => unknown != word))
        {
            return [];
        }

        // Where names follow, of whatever, options would only be in the way of them.
        var isForOptions = word.StartsWith('-') || (command.Arguments.Count == 0 && command.Subcommands.Count == 0);
        return parsed.GetCompletions(line.Length)
            .Select(completion => completion.Label)
            .Where(label => label.StartsWith(word, StringComparison.OrdinalIgnoreCase) && IsWanted(label))
            .Distinct();

        bool IsWanted(string label) => label is ['-' or '/', ..]
            ? isForOptions && label is ['-', '-', ..] && !(switches.Contains(label) && earlier.Contains(label))
            : !earlier.Contains(label);
    }
}
