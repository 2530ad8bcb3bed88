using System.CommandLine;
using MtaSts.Cli.Options;
using MtaSts.Storage;

namespace MtaSts.Cli;

/// <summary>A command that only reads a store.</summary>
internal abstract class ReadCommand : ToolCommand
{
    private readonly StoreOptions store = new();

    protected ReadCommand(string name, string description, string example)
        : base(name, description, example)
    {
        store.AddTo(this);
        Options.Add(Output);
    }

    /// <summary>How the result is written.</summary>
    protected Option<OutputFormat> Output { get; } = OutputOption.Create();

    /// <inheritdoc/>
    protected sealed override Task<int> RunAsync(ParseResult arguments, CliConsole terminal, CancellationToken cancellationToken) =>
        RunAsync(arguments, terminal, store.Open(arguments), cancellationToken);

    /// <summary>Does the work on the store.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    protected abstract Task<int> RunAsync(
        ParseResult arguments, CliConsole terminal, IReadablePolicyStore store, CancellationToken cancellationToken);
}
