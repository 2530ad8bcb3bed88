using System.CommandLine;
using MtaSts.Cli.Options;

namespace MtaSts.Cli;

/// <summary>A command that changes a store, or reads what only one that can be changed has: templates and history.</summary>
internal abstract class StoreCommand : ToolCommand
{
    private readonly StoreOptions store = new();

    protected StoreCommand(string name, string description, string example)
        : base(name, description, example)
    {
        store.AddTo(this);
        Options.Add(Output);
    }

    /// <summary>How the result is written.</summary>
    protected Option<OutputFormat> Output { get; } = OutputOption.Create();

    /// <inheritdoc/>
    protected sealed override Task<int> RunAsync(ParseResult arguments, CliConsole terminal, CancellationToken cancellationToken) =>
        RunAsync(arguments, terminal, store.OpenEditable(arguments), cancellationToken);

    /// <summary>Does the work on the store.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    protected abstract Task<int> RunAsync(ParseResult arguments, CliConsole terminal, StoreSession workplace, CancellationToken cancellationToken);
}
