namespace MtaSts.Cli.Console;

/// <summary>What the tool says to scripts; in docs/tool.md.</summary>
internal static class ExitCode
{
    /// <summary>Done; or nothing was to be done.</summary>
    public const int Done = 0;

    /// <summary>The command line is wrong; nothing was tried.</summary>
    public const int WrongUsage = 1;

    /// <summary>It failed, or was refused or cancelled; nothing is half-written.</summary>
    public const int Failed = 2;

    /// <summary>
    /// It did what it was asked, and what it looked at has findings; or input was invalid, or the guard refused, and nothing was written.
    /// </summary>
    public const int Findings = 3;
}

internal sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
