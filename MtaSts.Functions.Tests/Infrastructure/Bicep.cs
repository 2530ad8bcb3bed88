using System.Diagnostics;
using System.Reflection;
using MtaSts.Functions.Tests.Pipelines;

namespace MtaSts.Functions.Tests.Infrastructure;

/// <summary>The bicep that the tests are built with, as pipelines and people run it.</summary>
internal static class Bicep
{
    /// <summary>The folder <c>infra</c> of the checkout.</summary>
    public static string InfrastructureDirectory { get; } = Path.Combine(RootCommand.FindRoot(), "infra");

    private static string Program { get; } =
        typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "BicepPath").Value!;

    /// <summary>Runs a command line to its end, with this environment.</summary>
    public static Task<ToolResult> RunAsync(string directory, string[] arguments, params (string Name, string Value)[] environment) =>
        ScriptSandbox.RunProgramAsync(new ProcessStartInfo(Program, arguments) { WorkingDirectory = directory }, environment);

    /// <summary>Writes or validates the snapshot of a parameter file; all that would differ between two subscriptions is given.</summary>
    public static Task<ToolResult> SnapshotAsync(string directory, string parameterFile, string mode) => RunAsync(
        directory,
        ["snapshot", parameterFile, "--mode", mode, "--tenant-id", $"{Guid.Empty}", "--subscription-id", $"{Guid.Empty}",
         "--resource-group", "mta-sts", "--location", "westeurope", "--deployment-name", "main"]);
}
