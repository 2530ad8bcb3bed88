using System.ComponentModel;
using System.Diagnostics;

namespace MtaSts.Functions.Tests;

/// <summary>
/// Starts processes that end with this one, however that ends, together with all that they started and with their folders. On Linux
/// each gets a process group of its own, and a shell, which waits for the end of its input, ends the groups that are left by then.
/// </summary>
internal sealed class ProcessGuard : IDisposable
{
    private const string Script =
        """
        list=
        drop() { list=$(printf '%s\n' "$list" | grep -v "^$1 "); }
        end() { kill -s KILL -- "-$1" 2>/dev/null; [ -z "$2" ] || rm -rf -- "$2"; }
        while read -r change group folder; do
          drop "$group"
          case $change in
            start) list=$(printf '%s\n' "$list" "$group $folder") ;;
            end) end "$group" "$folder" ;;
          esac
        done
        printf '%s\n' "$list" | while read -r group folder; do
          [ -z "$group" ] || end "$group" "$folder"
        done
        """;

    private const int FileNotFound = 2;

    private readonly Process? shell = OperatingSystem.IsLinux()
        ? Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", Script]) { RedirectStandardInput = true }) : null;

    private bool isOver;

    public static ProcessGuard Instance { get; } = new();

    /// <summary>Where a program is, also one that Debian keeps out of an ordinary user's path; null when it is not installed.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Append("/usr/sbin").Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Starts a process; <paramref name="folder"/> is deleted if this process ends before it is disposed of.</summary>
    public Process Start(ProcessStartInfo start, string folder = "")
    {
        if (shell is null)
        {
            return Process.Start(start)!;
        }

        string[] command = [Find(start.FileName) ?? throw new Win32Exception(FileNotFound), .. start.ArgumentList];
        start.FileName = "setsid";
        start.ArgumentList.Clear();
        foreach (var word in command)
        {
            start.ArgumentList.Add(word);
        }

        var process = Process.Start(start)!;
        var group = process.Id;
        Tell($"start {group} {folder}");
        process.Exited += (_, _) => Tell($"end {group}");
        process.EnableRaisingEvents = true;
        return process;
    }

    /// <summary>Ends a process and all that it started, as a crash does.</summary>
    public void End(Process process)
    {
        if (shell is null)
        {
            process.Kill(entireProcessTree: true);
        }
        else
        {
            Tell($"end {process.Id}");
        }

        process.WaitForExit();
    }

    public void Dispose()
    {
        if (shell is not null)
        {
            lock (shell)
            {
                isOver = true;
                shell.StandardInput.Close();
            }

            shell.WaitForExit();
            shell.Dispose();
        }
    }

    private void Tell(string change)
    {
        lock (shell!)
        {
            if (!isOver)
            {
                shell.StandardInput.WriteLine(change);
                shell.StandardInput.Flush();
            }
        }
    }
}
