using System.ComponentModel;
using System.Diagnostics;

namespace MtaSts.Cli.Setup;

/// <summary>The Azure Developer CLI as a process.</summary>
internal static class AzdProgram
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private static readonly string[] Names = OperatingSystem.IsWindows() ? ["azd.exe", "azd.cmd"] : ["azd"];

    /// <summary>On PATH, and not in the current folder, where Windows looks first; null where it is not installed.</summary>
    public static string? Find(Func<string, string?> getVariable) =>
        (getVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    /// <summary>What it writes, or else why it did not.</summary>
    public static async Task<(string Answer, string? Fault)> RunAsync(
        string program, string folder, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return ("", $"{program} could not be started: {exception.Message}");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        try
        {
            process.StandardInput.Close();
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            var (answer, said) = (await output, await errors);
            return process.ExitCode == 0
                ? (answer, null)
                : ("", FindFirstLine(said) ?? FindFirstLine(answer) ?? $"it ended with exit code {process.ExitCode}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ("", $"it gave no answer within {Timeout.TotalSeconds} seconds");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string? FindFirstLine(string text) =>
        text.Split('\n').Select(line => line.Trim().TrimEnd('.')).FirstOrDefault(line => line.Length > 0);
}
