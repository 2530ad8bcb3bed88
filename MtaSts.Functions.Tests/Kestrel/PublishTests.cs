using System.Diagnostics;

namespace MtaSts.Functions.Tests.Kestrel;

/// <summary>What is published for a container or a machine.</summary>
public sealed class PublishTests : IDisposable
{
    private readonly string output = Directory.CreateTempSubdirectory("mta-sts-publish-").FullName;

    public void Dispose() => Directory.Delete(output, recursive: true);

    [Fact]
    public async Task The_published_app_brings_host_json_and_no_sample_policies()
    {
        await PublishAsync();

        var files = Directory.EnumerateFileSystemEntries(output).Select(Path.GetFileName).ToList();

        Assert.Contains("MtaSts.Functions.dll", files);
        Assert.Contains("host.json", files);
        Assert.DoesNotContain("policies", files);
        Assert.DoesNotContain("local.settings.json", files);
        Assert.DoesNotContain("local.settings.json.example", files);
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "MtaSts.Functions.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests do not run below the project's root.");
        }

        return directory.FullName;
    }

    private async Task PublishAsync()
    {
        var start = new ProcessStartInfo(
            "dotnet", ["publish", "MtaSts.Functions", "-c", "Release", "-p:FunctionsHost=kestrel", "-o", output, "--nologo"])
        {
            WorkingDirectory = FindRoot(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var publish = Process.Start(start)!;
        var text = publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, await text);
    }
}
