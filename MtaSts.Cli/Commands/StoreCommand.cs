using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Cli.Options;
using MtaSts.Cli.Store;

namespace MtaSts.Cli.Commands;

internal abstract class StoreCommand(string name, string description, string example) : ToolCommand(name, description, example)
{
    private readonly StoreOptions store = new();
    private readonly OutputOption output = new();

    protected bool IsJson(ParseResult arguments) => output.IsJson(arguments);

    protected override void AddSharedOptions()
    {
        output.AddTo(this);
        store.AddTo(this);
    }

    protected sealed override Task<int> RunAsync(ParseResult arguments, CliConsole console, CancellationToken cancellationToken) =>
        RunAsync(arguments, console, store.OpenEditable(arguments, console.GetVariable), cancellationToken);

    protected abstract Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken);
}
