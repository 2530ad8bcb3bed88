using System.Diagnostics;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>The tool at a terminal of its own, that of <c>script</c>, where somebody reads, answers, and presses keys.</summary>
internal sealed class TerminalSession : IDisposable
{
    private const string Interrupt = "\u0003";
    private const string EndOfInput = "\u0004";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    private readonly StringBuilder screen = new();
    private readonly char[] buffer = new char[4096];
    private readonly Process process;

    private TerminalSession(Process process) => this.process = process;

    public bool HasEnded => process.HasExited;

    public static TerminalSession Start(string[] arguments, string? resultFile = null, params (string Name, string Value)[] environment)
    {
        string[] words = ["dotnet", "exec", Tool.Path, .. arguments];
        var command = $"exec {string.Join(' ', words.Select(Quote))}{(resultFile is null ? "" : $" > {Quote(resultFile)}")}";
        return new TerminalSession(ToolProcess.StartProgram(
            "script", ["-qec", command, "/dev/null"], [("SHELL", "/bin/sh"), ("TERM", "xterm"), ("NO_COLOR", "1"), .. environment]));
    }

    public static async Task<TerminalSession> AskAsync(
        string[] arguments, string? resultFile = null, params (string Name, string Value)[] environment)
    {
        var session = Start(arguments, resultFile, environment);
        await session.ReadUntilAsync("Apply these changes? [y/N]");
        return session;
    }

    public async Task ReadUntilAsync(string text)
    {
        while (!screen.ToString().Contains(text, Ordinal))
        {
            Assert.True(await ReadAsync(), $"It ended without '{text}': {screen}");
        }
    }

    public Task<(int ExitCode, string Screen)> AnswerAsync(string answer) => TypeAsync(answer + "\n");
    public Task<(int ExitCode, string Screen)> InterruptAsync() => TypeAsync(Interrupt);
    public Task<(int ExitCode, string Screen)> EndInputAsync() => TypeAsync(EndOfInput);

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private static string Quote(string word) => $"'{word.Replace("'", "'\\''", Ordinal)}'";

    private async Task<(int ExitCode, string Screen)> TypeAsync(string keys)
    {
        await process.StandardInput.WriteAsync(keys);
        await process.StandardInput.FlushAsync();
        while (await ReadAsync())
        {
        }

        await process.WaitForExitAsync().WaitAsync(Timeout);
        return (process.ExitCode, screen.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>Reads on; false when there is no more.</summary>
    private async Task<bool> ReadAsync()
    {
        var length = await process.StandardOutput.ReadAsync(buffer).AsTask().WaitAsync(Timeout);
        screen.Append(buffer, 0, length);
        return length > 0;
    }
}
