using System.Diagnostics;

namespace MtaSts.Functions.Tests;

/// <summary>Programs as users start them at the root of a checkout.</summary>
internal static class RootCommand
{
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = FindRoot(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What this build has set for itself is not for another one.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{await output}\n{await errors}");
        return await output;
    }

    /// <summary>The root of the checkout that the tests were built from.</summary>
    public static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "MtaSts.Functions.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests do not run below the project's root.");
        }

        return directory.FullName;
    }
}

/// <summary>Tests that build the checkout, one after the other: two builds write to the same folders.</summary>
[CollectionDefinition(Name)]
public sealed class BuildGroup
{
    public const string Name = "Builds of the checkout";
}
