using System.Diagnostics;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>The tool as a process, as users and scripts start it.</summary>
internal static class Tool
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    public static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "mta-sts.dll");

    /// <summary>Runs a command line to its end.</summary>
    public static Task<ToolResult> RunAsync(params string[] arguments) => RunAsync(arguments, []);

    /// <summary>Runs a command line to its end, with this environment and input.</summary>
    public static Task<ToolResult> RunAsync(string[] arguments, (string Name, string Value)[] environment, string input = "") =>
        RunInAsync(Environment.CurrentDirectory, arguments, environment, input);

    /// <summary>Runs a command line to its end in a folder.</summary>
    public static async Task<ToolResult> RunInAsync(
        string directory, string[] arguments, (string Name, string Value)[] environment, string input = "")
    {
        using var process = StartIn(directory, arguments, environment);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Timeout);
        return new ToolResult(process.ExitCode, await output, await errors);
    }

    /// <summary>Starts a command line, for tests that do something to it while it runs.</summary>
    public static Process Start(string[] arguments, params (string Name, string Value)[] environment) =>
        StartIn(Environment.CurrentDirectory, arguments, environment);

    /// <summary>Starts a program that starts the tool, in an environment that names no store but the test's.</summary>
    public static Process StartProgram(string program, string[] arguments, string directory, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in (string[])["PolicyStorage", "PolicyStorage__tableServiceUri", "PolicyStorage__accountName", "PolicyStorage__clientId", "MtaSts__PolicyDatabase", "MtaSts__PolicyDirectory", "MtaSts__PolicyTable"])
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return ProcessGuard.Instance.Start(start);
    }

    private static Process StartIn(string directory, string[] arguments, (string Name, string Value)[] environment) =>
        StartProgram("dotnet", ["exec", Path, .. arguments], directory, environment);
}
