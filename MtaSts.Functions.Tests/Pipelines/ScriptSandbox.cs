using System.Diagnostics;
using YamlMap = System.Collections.Generic.Dictionary<object, object>;

namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>
/// Tests that run scripts of <c>eng</c> and steps of pipelines by PowerShell, with programs on PATH that are not the real ones.
/// </summary>
public abstract partial class ScriptSandbox : TestsWithFolder
{
    /// <summary>What an agent sees of every exit code that is not 0.</summary>
    protected const int Failed = 1;

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);
    private static readonly Lazy<Task> Restored = new(() => RootCommand.RunAsync("dotnet", "tool", "restore"));

    private readonly string programs;

    protected ScriptSandbox()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs in the place of az are shell scripts.");
        programs = Directory.CreateDirectory(InFolder("programs")).FullName;
    }

    /// <summary>All scripts, relative to the root of the checkout.</summary>
    public static IReadOnlyList<string> Scripts { get; } =
    [.. Directory.EnumerateFiles(Path.Combine(RootCommand.FindRoot(), "eng"), "*.ps1")
         .Select(file => $"eng/{Path.GetFileName(file)}").Order(StringComparer.Ordinal)];

    /// <summary>Makes <c>dotnet pwsh</c> known, once.</summary>
    public static Task RestoreToolsAsync() => Restored.Value;

    private protected FakeProgram Fake(string name) => new(programs, name);

    protected string Read(string name) => File.ReadAllText(InFolder(name));
    protected bool Has(string name) => File.Exists(InFolder(name));

    /// <summary>The tool that these tests were built with, as mta-sts; its check gets these arguments, too.</summary>
    private protected FakeProgram BringTool(params string[] ofCheck) => Fake("mta-sts")
        .Answer("check *", script: $"exec dotnet exec '{Tool.Path}' \"${{arguments[@]}}\" {string.Join(' ', ofCheck)}");

    /// <summary>An error as it was written: PowerShell wraps its lines, and sets off those that go on by a bar.</summary>
    protected static string Unwrapped(string errors) => Wrapping().Replace(errors, " ");

    /// <summary>Runs a script of <c>eng</c> in the test's folder, with its arguments as PowerShell reads them.</summary>
    private protected Task<ToolResult> RunScriptAsync(string script, string arguments) =>
        RunAsync($". '{Path.Combine(RootCommand.FindRoot(), "eng", script)}' {arguments}", Folder);

    /// <summary>Runs a step of a pipeline as an agent does, in the test's folder or another.</summary>
    private protected Task<ToolResult> RunStepAsync(YamlMap step, Dictionary<string, string> variables, string? directory = null)
    {
        var environment = step.GetValueOrDefault("env") as YamlMap ?? [];
        return RunAsync(
            Expand(PipelineRun.FindScript(step)!),
            directory ?? Folder,
            [.. environment.Select(pair => ((string)pair.Key, Expand((string)pair.Value)))]);

        string Expand(string text) => Macro().Replace(text, match => variables.GetValueOrDefault(match.Groups[1].Value, match.Value));
    }

    /// <summary>Runs a program to its end, with this environment.</summary>
    internal static async Task<ToolResult> RunProgramAsync(ProcessStartInfo start, params (string Name, string Value)[] environment)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = ProcessGuard.Instance.Start(start);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Timeout);
        return new ToolResult(process.ExitCode, await output, await errors);
    }

    /// <summary>What the tasks of Azure Pipelines put around a script: the first error ends it, and so does its last exit code.</summary>
    private async Task<ToolResult> RunAsync(string script, string directory, params (string Name, string Value)[] environment)
    {
        await RestoreToolsAsync();
        var file = Write("step.ps1", $"$ErrorActionPreference = 'stop'\n$ErrorView = 'NormalView'\n{script}\nexit $LASTEXITCODE\n");
        var start = new ProcessStartInfo(
            "dotnet",
            ["pwsh", "-NoLogo", "-NoProfile", "-NonInteractive", "-WorkingDirectory", directory, "-Command", $". '{file}'"])
        {
            WorkingDirectory = RootCommand.FindRoot(),
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        return await RunProgramAsync(
            start, [("PATH", $"{programs}:{start.Environment["PATH"]}"), ("NO_COLOR", "1"), .. environment]);
    }

    [GeneratedRegex(@"\s+(\|\s+)?")] private static partial Regex Wrapping();
    [GeneratedRegex(@"\$\(([\w.]+)\)")] private static partial Regex Macro();
}
