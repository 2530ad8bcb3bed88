using System.CommandLine;

namespace MtaSts.Cli;

/// <summary>A command of the tool: its options are its properties, its work is <see cref="RunAsync"/>.</summary>
/// <param name="name">The word on the command line.</param>
/// <param name="description">What it does, in one line.</param>
/// <param name="example">A command line that shows it, for the help.</param>
internal abstract class ToolCommand(string name, string description, string example) : Command(name, description)
{
    /// <summary>A command line that shows the command.</summary>
    public string Example { get; } = example;

    /// <summary>Makes the command, and those below it, answer for themselves; to be called once, when all options are there.</summary>
    public ToolCommand Register(CliConsole terminal)
    {
        foreach (var command in Subcommands.OfType<ToolCommand>())
        {
            command.Register(terminal);
        }

        // Ctrl-C is heeded from when the action has returned its task, so not even a command that never waits may run before that.
        SetAction((arguments, cancellationToken) => Task.Run(() => RunAsync(arguments, terminal, cancellationToken), CancellationToken.None));
        return this;
    }

    /// <summary>Does the work.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    protected abstract Task<int> RunAsync(ParseResult arguments, CliConsole terminal, CancellationToken cancellationToken);
}
