using System.Diagnostics;
using System.Reflection;

namespace MtaSts.Functions.Tests.Infrastructure;

/// <summary>The bicep that the tests are built with, as pipelines and people run it.</summary>
internal static class Bicep
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    /// <summary>The folder <c>infra</c> of the checkout.</summary>
    public static string InfrastructureDirectory { get; } = Path.Combine(RootCommand.FindRoot(), "infra");

    private static string Program { get; } =
        typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "BicepPath").Value!;

    /// <summary>Runs a command line to its end, with this environment.</summary>
    public static async Task<ToolResult> RunAsync(string directory, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
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

    /// <summary>Writes or validates the snapshot of a parameter file; all that would differ between two subscriptions is given.</summary>
    public static Task<ToolResult> SnapshotAsync(string directory, string parameterFile, string mode)
    {
        const string Nobody = "00000000-0000-0000-0000-000000000000";
        return RunAsync(
            directory,
            [
                "snapshot", parameterFile, "--mode", mode, "--tenant-id", Nobody, "--subscription-id", Nobody,
                "--resource-group", "mta-sts", "--location", "westeurope", "--deployment-name", "main",
            ]);
    }
}
