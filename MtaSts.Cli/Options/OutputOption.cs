using System.CommandLine;

namespace MtaSts.Cli.Options;

internal sealed class OutputOption
{
    private const string Json = "json";

    private readonly Option<string?> option = Choice.Create(
        "--output", "Table for people, JSON for programs [default: table]", "table", Json);

    public OutputOption() => option.Aliases.Add("-o");

    public void AddTo(Command command) => command.Options.Add(option);

    public bool IsJson(ParseResult arguments) => arguments.GetValue(option) == Json;
}
