using System.Diagnostics;

namespace MtaSts.Functions.Tests.Pipelines;

/// <summary>A folder in which scripts of <c>eng</c> run, with programs on PATH that are not the real ones.</summary>
internal sealed class ScriptSandbox : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    private readonly string programs;

    public ScriptSandbox()
    {
        Folder = Directory.CreateTempSubdirectory("mta-sts-script-").FullName;
        programs = Directory.CreateDirectory(Path.Combine(Folder, "programs")).FullName;
    }

    /// <summary>All scripts, relative to the root of the checkout.</summary>
    public static IReadOnlyList<string> Scripts { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(RootCommand.FindRoot(), "eng"), "*.sh")
            .Select(file => $"eng/{Path.GetFileName(file)}")
            .Order(StringComparer.Ordinal),
    ];

    public string Folder { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public FakeProgram Fake(string name) => new(programs, name);

    /// <summary>A file in the folder; its path.</summary>
    public string File(string name, string text = "")
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A policy in the folder <c>policies</c>; its folder.</summary>
    public string HostPolicy(string domain) => Path.GetDirectoryName(File(
        $"policies/{domain}.txt", "version: STSv1\r\nmode: testing\r\nmx: mail.contoso.com\r\nmax_age: 604800\r\n"))!;

    public string Read(string name) => System.IO.File.ReadAllText(Path.Combine(Folder, name));

    public bool Has(string name) => System.IO.File.Exists(Path.Combine(Folder, name));

    /// <summary>The tool that these tests were built with, as mta-sts; its check gets these arguments, too.</summary>
    public FakeProgram BringTool(params string[] ofCheck) => Fake("mta-sts")
        .Answer("check *", script: $"exec dotnet exec '{Tool.Path}' \"${{arguments[@]}}\" {string.Join(' ', ofCheck)}")
        .Answer("*", script: $"exec dotnet exec '{Tool.Path}' \"${{arguments[@]}}\"");

    /// <summary>A PATH with the programs that are not the real ones, and of the real ones only these.</summary>
    public string OnlyPrograms(params string[] names)
    {
        foreach (var name in names)
        {
            System.IO.File.CreateSymbolicLink(Path.Combine(programs, name), ProcessGuard.Find(name)!);
        }

        return programs;
    }

    /// <summary>Runs a script to its end.</summary>
    public Task<ToolResult> RunAsync(string script, params string[] arguments) => RunWithAsync([], script, arguments);

    /// <summary>Runs a script to its end, with this environment.</summary>
    public Task<ToolResult> RunWithAsync((string Name, string Value)[] environment, string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(RootCommand.FindRoot(), "eng", script), arguments) { WorkingDirectory = Folder };
        foreach (var name in start.Environment.Keys.Where(IsOfTheBuild).ToList())
        {
            start.Environment.Remove(name);
        }

        return RunProgramAsync(start, [("PATH", $"{programs}:{start.Environment["PATH"]}"), .. environment]);
    }

    /// <summary>Runs a program to its end, with this environment.</summary>
    public static async Task<ToolResult> RunProgramAsync(ProcessStartInfo start, params (string Name, string Value)[] environment)
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
