namespace MtaSts.Functions.Tests.Network;

public sealed class ServerProcessTests
{
    [Fact]
    public async Task A_server_that_ends_at_once_is_an_error_with_what_it_said()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no shell here.");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ServerProcess.StartAsync(
                "/nonexistent", ["sh", "-c", "echo no such setting >&2"], [new IPEndPoint(IPAddress.Loopback, 1)]));

        Assert.Contains("no such setting", exception.Message, Ordinal);
    }

    [Fact]
    public async Task The_end_of_a_server_takes_its_children_and_its_folder_with_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no shell here.");
        var folder = Directory.CreateTempSubdirectory("mta-sts-server-").FullName;
        var child = Path.Combine(folder, "child");
        const string Script = "sleep 600 & echo $! > \"$0\".new; mv \"$0\".new \"$0\"; wait";
        var server = await ServerProcess.StartAsync(folder, ["sh", "-c", Script, child], []);
        await WaitUntilAsync(() => File.Exists(child));
        var commandLine = $"/proc/{File.ReadAllText(child).Trim()}/cmdline";
        await WaitUntilAsync(() => File.ReadAllText(commandLine) == "sleep\0600\0");

        await server.DisposeAsync();

        Assert.False(Directory.Exists(folder));
        await WaitUntilAsync(() => !File.Exists(commandLine) || File.ReadAllText(commandLine).Length == 0);
    }

    private static async Task WaitUntilAsync(Func<bool> holds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            await Task.Delay(10, deadline.Token);
        }
    }
}
