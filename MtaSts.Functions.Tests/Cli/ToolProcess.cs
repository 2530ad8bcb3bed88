using System.Diagnostics;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>The tool as a process, as users and scripts start it: for what only a process can show.</summary>
internal static class ToolProcess
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    public static async Task<ToolResult> RunAsync(string[] arguments, (string Name, string Value)[] environment, string input = "")
    {
        using var process = Start(arguments, environment);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Timeout);
        return new ToolResult(process.ExitCode, await output, await errors);
    }

    /// <summary>Starts a command line, for tests that do something to it while it runs.</summary>
    public static Process Start(string[] arguments, params (string Name, string Value)[] environment) =>
        StartProgram("dotnet", ["exec", Tool.Path, .. arguments], environment);

    /// <summary>Starts a program that starts the tool, in an environment that names no store but the test's.</summary>
    public static Process StartProgram(string program, string[] arguments, (string Name, string Value)[] environment, string directory = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(NamesStore).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return ProcessGuard.Instance.Start(start);
    }

    private static bool NamesStore(string variable) =>
        variable.StartsWith("PolicyStorage", Ordinal) || variable.StartsWith("MtaSts__", Ordinal);
}
