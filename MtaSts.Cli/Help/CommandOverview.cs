using System.CommandLine;

namespace MtaSts.Cli.Help;

/// <summary>All commands, by groups, each group with what to read about it.</summary>
internal static class CommandOverview
{
    // Every terminal has as many columns.
    private const int Width = 80;

    public static string Format(Command root, IReadOnlyList<CommandGroup> groups)
    {
        var commands = root.Subcommands.ToDictionary(command => command.Name);
        var indent = commands.Keys.Max(name => name.Length) + 4;
        string[] lines =
        [
            root.Description!,
            "",
            "Usage:",
            "  mta-sts COMMAND [options]",
            "",
            .. groups.SelectMany(group => FormatGroup(
                $"{group.Title} ({group.Document}):", group.Commands.Select(command => commands[command.Name]), indent)),
            .. FormatGroup("Options:", root.Options, indent),
            "Options and an example of a command: mta-sts COMMAND --help",
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static string[] FormatGroup(string heading, IEnumerable<Symbol> symbols, int indent) =>
        [heading, .. symbols.SelectMany(symbol => FormatRow(symbol, indent)), ""];

    private static IEnumerable<string> FormatRow(Symbol symbol, int indent)
    {
        var line = $"  {symbol.Name}".PadRight(indent - 1);
        foreach (var word in symbol.Description!.Split(' '))
        {
            if (line.Length + 1 + word.Length > Width)
            {
                yield return line;
                line = new string(' ', indent - 1);
            }

            line += $" {word}";
        }

        yield return line;
    }
}
