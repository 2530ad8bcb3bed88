using System.Diagnostics;

namespace MtaSts.Functions.Tests;

public sealed class ProcessGuardTests
{
    [Fact]
    public async Task The_end_of_the_tests_ends_a_process_with_its_children_and_takes_its_folder()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Process groups are ended on Linux only.");
        var folder = Directory.CreateTempSubdirectory("mta-sts-guard-").FullName;
        Process process;
        using (var guard = new ProcessGuard())
        {
            process = guard.Start(
                new ProcessStartInfo("sh", ["-c", "sleep 600 & echo $!; wait"]) { RedirectStandardOutput = true }, folder);
        }

        using (process)
        {
            var child = await process.StandardOutput.ReadLineAsync(Token);
            await process.WaitForExitAsync(Token);

            Assert.Equal("", await process.StandardOutput.ReadToEndAsync(Token));
            Assert.True(child is null || !File.Exists($"/proc/{child}/cmdline") || File.ReadAllText($"/proc/{child}/cmdline").Length == 0);
            Assert.False(Directory.Exists(folder));
        }
    }
}
