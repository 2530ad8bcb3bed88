using System.CommandLine;

namespace MtaSts.Cli.Options;

/// <summary><c>--output table|json</c>, on every command that has a result.</summary>
internal sealed class OutputOption
{
    private const string Json = "json";

    private readonly Option<string?> option = Choice.Create(
        "--output", "Table for people, JSON for programs [default: table]", "table", Json);

    public OutputOption() => option.Aliases.Add("-o");

    public void AddTo(Command command) => command.Options.Add(option);

    public bool IsJson(ParseResult arguments) => arguments.GetValue(option) == Json;
}
