namespace MtaSts.Cli.Console;

/// <summary>Ends a command with a message for the person who gave it.</summary>
internal sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
