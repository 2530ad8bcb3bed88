using System.Diagnostics;

namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>Tests that run scripts of <c>eng</c> in a folder of their own, with programs on PATH that are not the real ones.</summary>
public abstract class ScriptSandbox : TestsWithFolder
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    private readonly string programs;

    protected ScriptSandbox() => programs = Directory.CreateDirectory(InFolder("programs")).FullName;

    /// <summary>All scripts, relative to the root of the checkout.</summary>
    public static IReadOnlyList<string> Scripts { get; } =
    [.. Directory.EnumerateFiles(Path.Combine(RootCommand.FindRoot(), "eng"), "*.sh")
         .Select(file => $"eng/{Path.GetFileName(file)}").Order(StringComparer.Ordinal)];

    private protected FakeProgram Fake(string name) => new(programs, name);

    /// <summary>A policy in the folder <c>policies</c>; its folder.</summary>
    protected string HostPolicy(string domain) => Path.GetDirectoryName(Write(
        $"policies/{domain}.txt", "version: STSv1\r\nmode: testing\r\nmx: mail.contoso.com\r\nmax_age: 604800\r\n"))!;

    protected string Read(string name) => File.ReadAllText(InFolder(name));
    protected bool Has(string name) => File.Exists(InFolder(name));

    /// <summary>The tool that these tests were built with, as mta-sts; its check gets these arguments, too.</summary>
    private protected FakeProgram BringTool(params string[] ofCheck) => Fake("mta-sts")
        .Answer("check *", script: $"exec dotnet exec '{Tool.Path}' \"${{arguments[@]}}\" {string.Join(' ', ofCheck)}")
        .Answer("*", script: $"exec dotnet exec '{Tool.Path}' \"${{arguments[@]}}\"");

    /// <summary>A PATH with the programs that are not the real ones, and of the real ones only these.</summary>
    protected string OnlyPrograms(params string[] names)
    {
        foreach (var name in names)
        {
            File.CreateSymbolicLink(Path.Combine(programs, name), ProcessGuard.Find(name)!);
        }

        return programs;
    }

    /// <summary>Runs a script to its end.</summary>
    private protected Task<ToolResult> RunAsync(string script, params string[] arguments) => RunWithAsync([], script, arguments);

    /// <summary>Runs a script to its end, with this environment.</summary>
    private protected Task<ToolResult> RunWithAsync((string Name, string Value)[] environment, string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(RootCommand.FindRoot(), "eng", script), arguments) { WorkingDirectory = Folder };
        foreach (var name in start.Environment.Keys.Where(IsOfTheBuild).ToList())
        {
            start.Environment.Remove(name);
        }

        return RunProgramAsync(start, [("PATH", $"{programs}:{start.Environment["PATH"]}"), .. environment]);
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

    private static bool IsOfTheBuild(string variable) => variable.StartsWith("MSBuild", OrdinalIgnoreCase) || variable == "TF_BUILD";
}
