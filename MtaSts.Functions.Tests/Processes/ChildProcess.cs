using System.Collections.Concurrent;
using System.Diagnostics;

namespace MtaSts.Functions.Tests.Processes;

/// <summary>A program that ends with this process, however that ends, and takes what it has started and its folder with it.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    // The shell becomes the program and leaves a guard behind in its process group, which waits for the end of the standard input: that
    // is closed when this process ends, even when it is killed. Nothing else would survive programs that change their user or fork.
    private const string Guarded =
        """
        folder=$1
        shift
        exec 3<&0 </dev/null
        { cat <&3; [ -z "$folder" ] || rm -rf -- "$folder"; kill -KILL 0; } &
        exec 3<&-
        exec "$@"
        """;

    private readonly long started = Stopwatch.GetTimestamp();
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly TaskCompletionSource exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts the program; its standard input is empty.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="folder">What is removed when it has ended; empty for nothing.</param>
    /// <param name="directory">Where it runs; empty for where this process does.</param>
    /// <param name="environment">What is added to the environment of this process.</param>
    public ChildProcess(
        string[] command, string folder = "", string directory = "", params IEnumerable<(string Name, string Value)> environment)
    {
        // Elsewhere there is no guard: a program outlives a run that is killed.
        var start = OperatingSystem.IsLinux()
            ? new ProcessStartInfo("setsid", ["sh", "-c", Guarded, "guard", folder, .. command])
            : new ProcessStartInfo(command[0], command[1..]);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.WorkingDirectory = directory;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.Exited += (_, _) => exited.SetResult();
        process.Start();
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
        await exited.Task;
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!OperatingSystem.IsLinux() && !process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
