using System.Collections.Concurrent;
using System.Diagnostics;

namespace MtaSts.Functions.Tests;

/// <summary>A program that ends with this process, what it writes and how it ends. Its standard input is empty.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly Action<string>? read;
    private readonly string folder;

    /// <summary>Starts the program, with these added to this process's environment; removes <paramref name="folder"/> at its end.</summary>
    public ChildProcess(
        string[] command, string directory, IEnumerable<(string Name, string Value)> environment, Action<string>? read = null,
        string folder = "")
    {
        this.folder = folder;
        this.read = read;
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
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
    public TimeSpan ProcessorTime => process.TotalProcessorTime;

    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public void Write(string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
            read?.Invoke(line);
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
