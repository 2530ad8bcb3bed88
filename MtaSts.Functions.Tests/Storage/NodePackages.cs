using System.ComponentModel;
using System.Diagnostics;

namespace MtaSts.Functions.Tests.Storage;

/// <summary>Installs what the tests need from npm, by the lock file kept with them, into the tests' output.</summary>
internal static class NodePackages
{
    private static string Directory => Path.Combine(AppContext.BaseDirectory, "azurite");

    /// <summary>The script that starts Azurite's table service, installed first if need be.</summary>
    public static async Task<string> InstallAzuriteAsync()
    {
        await using var gate = await EnterAsync();
        var wanted = await File.ReadAllTextAsync(Path.Combine(Directory, "package-lock.json"));
        var stamp = Path.Combine(Directory, "node_modules", "installed-lock.json");
        if (!File.Exists(stamp) || await File.ReadAllTextAsync(stamp) != wanted)
        {
            await RunNpmAsync("ci", "--ignore-scripts", "--no-audit", "--no-fund");
            await File.WriteAllTextAsync(stamp, wanted);
        }

        return Path.Combine(Directory, "node_modules", "azurite", "dist", "src", "table", "main.js");
    }

    /// <summary>Starts a program of Node's, or says what to install; the folder is deleted when the tests end.</summary>
    public static Process Start(ProcessStartInfo start, string folder = "")
    {
        try
        {
            return ProcessGuard.Instance.Start(start, folder);
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException(
                $"'{start.FileName}' could not be started. The tests of Table Storage run on Azurite: install Node.js 20 or later with npm "
                + "(https://nodejs.org, or 'apt-get install nodejs npm') and run them again.",
                exception);
        }
    }

    /// <summary>Waits for whoever installs at the moment, in this process or in another one.</summary>
    private static async Task<FileStream> EnterAsync()
    {
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(Directory, "install.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(200);
            }
        }
    }

    private static async Task RunNpmAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", arguments)
        {
            WorkingDirectory = Directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = Start(start);
        var output = npm.StandardOutput.ReadToEndAsync();
        var errors = npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"'npm {string.Join(' ', arguments)}' failed in {Directory}:\n{await output}\n{await errors}");
        }
    }
}
