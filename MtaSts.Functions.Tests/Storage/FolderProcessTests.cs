using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Functions.Tests.Storage;

/// <summary>Processes that change one folder: each runs the first test here by itself, until it is killed.</summary>
public sealed class FolderProcessTests : IDisposable
{
    private const string FolderVariable = "MTA_STS_TESTS_FOLDER";

    private static readonly DomainName Domain = DomainName.Parse("example.com");

    private readonly string directory = Directory.CreateTempSubdirectory("mta-sts-processes-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task Changes_one_after_the_other_are_all_kept()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable) ?? directory;
        var count = folder == directory ? 12 : 1_000_000;
        var by = $"{Environment.ProcessId}";
        var store = new EditableFilePolicyStore(folder, TimeProvider.System);

        for (var i = 0; i < count; i++)
        {
            while (!await TryChangeAsync(store, by, i))
            {
            }
        }

        Assert.Equal(Enumerable.Range(0, count), await ChangesAsync(folder, by));
    }

    [Fact]
    public async Task Of_two_processes_neither_loses_a_change_nor_makes_one_twice()
    {
        using var one = Start();
        using var two = Start();

        // Whoever began first goes on until the other one has got through too, so they did meet.
        await WaitForChangesAsync(one, 20);
        await WaitForChangesAsync(two, 20);
        await WaitForChangesAsync(one, (await ChangesAsync(directory, $"{one.Id}")).Count + 20);

        Assert.False(one.HasExited);
        Assert.False(two.HasExited);
        await KillAsync(one);
        await KillAsync(two);
        foreach (var process in (Process[])[one, two])
        {
            var changes = await ChangesAsync(directory, $"{process.Id}");
            Assert.Equal(Enumerable.Range(0, changes.Count), changes);
        }
    }

    [Fact]
    public async Task A_process_that_is_killed_leaves_every_change_whole_and_once()
    {
        for (var i = 0; i < 3; i++)
        {
            using var process = Start();
            var by = $"{process.Id}";
            await WaitForChangesAsync(process, 20);
            await KillAsync(process);

            var before = await ChangesAsync(directory, by);
            Assert.Equal(Enumerable.Range(0, before.Count), before);
            Assert.True(await TryChangeAsync(new EditableFilePolicyStore(directory, TimeProvider.System), $"after {i}", 0));
            Assert.Equal(before, await ChangesAsync(directory, by));
            Assert.Equal([0], await ChangesAsync(directory, $"after {i}"));
        }
    }

    /// <summary>Makes one change of what is there, or gives way to somebody who was faster.</summary>
    private static async Task<bool> TryChangeAsync(EditableFilePolicyStore store, string by, int number)
    {
        try
        {
            var current = await store.FindAsync(Domain, Token);
            if (current is not null && number % 4 == 3)
            {
                await store.RemoveAsync(new PolicyRemoval(Domain, current.Version, by, $"{number}"), Token);
                return true;
            }

            var policy = new Policy(PolicyMode.Testing, [MxPattern.Parse("mail.example.com")], 86400 + number);
            await store.SaveAsync(
                new PolicyChange { Domain = Domain, Content = new PolicyContent.Inline(policy), Version = current?.Version, ChangedBy = by, Reason = $"{number}" }, Token);
            return true;
        }
        catch (PolicyConflictException)
        {
            return false;
        }
    }

    /// <summary>The numbers of the changes by one process, oldest first.</summary>
    private static async Task<List<int>> ChangesAsync(string folder, string by)
    {
        var states = (await new PolicyFolder(folder, TimeProvider.System).ReadAsync(Domain, Token)).Entries;
        return [.. states.Where(state => state.By == by).Select(state => int.Parse(state.Reason!, CultureInfo.InvariantCulture))];
    }

    private static async Task KillAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync(Token);
    }

    private async Task WaitForChangesAsync(Process process, int count)
    {
        while ((await ChangesAsync(directory, $"{process.Id}")).Count < count)
        {
            Assert.False(process.HasExited, "The process ended by itself.");
        }
    }

    private Process Start()
    {
        var test = $"{typeof(FolderProcessTests).FullName}.{nameof(Changes_one_after_the_other_are_all_kept)}";
        var start = new ProcessStartInfo("dotnet", ["exec", Assembly.GetExecutingAssembly().Location, "-method", test]) { RedirectStandardOutput = true };
        start.Environment[FolderVariable] = directory;
        return Process.Start(start)!;
    }
}
