using System.CommandLine;
using System.Diagnostics;
using MtaSts.Cli.Console;
using MtaSts.Cli.Options;
using MtaSts.Cli.Services;

namespace MtaSts.Cli.Commands;

internal abstract class ToolCommand(string name, string description, string example) : Command(name, description)
{
    public string Example { get; } = example;

    /// <summary>The options of the store that it works on; null where it works on none.</summary>
    public virtual StoreOptions? Store => null;

    /// <summary>Whether it does something by itself; one that has others below it mostly does not.</summary>
    protected virtual bool Runs => Subcommands.Count == 0;

    protected ToolServices Services { get; private set; } = new();

    /// <summary>Completes the command, and those below it, when all of its own options are there; to be called once.</summary>
    /// <param name="listening">Is done when Ctrl-C is listened for; null where nobody does.</param>
    public ToolCommand Register(CliConsole console, ToolServices services, Task? listening = null)
    {
        Services = services;
        AddSharedOptions();
        foreach (var command in Subcommands.OfType<ToolCommand>())
        {
            command.Register(console, services, listening);
        }

        if (Runs)
        {
            // Ctrl-C is listened for once the action has returned its task: what runs before that would end by it without a word.
            SetAction((arguments, cancellationToken) => Task.Run(
                async () =>
                {
                    await (listening ?? Task.CompletedTask);
                    return await StartAsync(arguments, console, cancellationToken);
                },
                CancellationToken.None));
        }

        return this;
    }

    protected virtual void AddSharedOptions()
    {
    }

    protected void AddOptions(params IEnumerable<Option> options)
    {
        foreach (var option in options)
        {
            Options.Add(option);
        }
    }

    private Task<int> StartAsync(ParseResult arguments, CliConsole console, CancellationToken cancellationToken)
    {
        DomainArgument.WriteNotes(arguments, console);
        return RunAsync(arguments, console, cancellationToken);
    }

    protected virtual Task<int> RunAsync(ParseResult arguments, CliConsole console, CancellationToken cancellationToken) =>
        throw new UnreachableException($"{Name} does nothing by itself.");
}
