using System.Collections.Concurrent;
using System.Diagnostics;

namespace MtaSts.Functions.Tests.Processes;

/// <summary>A program, what it writes, and how it ends. It ends with this process, and takes what it has started and its folder with it.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly ConcurrentQueue<string> lines = new();
    private readonly string folder;
    private readonly Process process;

    /// <summary>Starts the program; its standard input is empty.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="folder">What is removed when it has ended; empty for nothing.</param>
    /// <param name="directory">Where it runs; empty for where this process does.</param>
    /// <param name="environment">What is added to the environment of this process.</param>
    public ChildProcess(
        string[] command, string folder = "", string directory = "", params IEnumerable<(string Name, string Value)> environment)
    {
        this.folder = folder;
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        process = ProcessGuard.Instance.Start(start, folder);
        process.StandardInput.Close();
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it has written so far, and what was noted of it.</summary>
    public string Output => string.Join('\n', lines);

    public TimeSpan Age => Stopwatch.GetElapsedTime(started);

    public bool HasExited => process.HasExited;

    public void Write(string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }

    /// <summary>Asks it to end, as a service manager does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Its exit code, once it has ended and all that it wrote has arrived.</summary>
    public async Task<int> WaitForExitAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        ProcessGuard.Instance.End(process);
        process.Dispose();
        if (folder.Length > 0 && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }
}
