namespace MtaSts.Functions.Tests.Worker;

/// <summary>The built app under its host: what the host reads, how it starts, and how it ends.</summary>
public sealed class WorkerProcessTests
{
    // A worker that ends with 0 is not started again, and every request hangs (observed on the host).
    private const int StartAgain = 1;

    private static readonly string[] Routes =
        ["Alive alive", "Health health", "Home {ignored:maxlength(0)?}", "Policy .well-known/mta-sts.txt"];

    [Theory, InlineData("host.json"), InlineData("worker.config.json"), InlineData("functions.metadata"), InlineData("extensions.json")]
    [InlineData(".azurefunctions/function.deps.json")]
    public void The_build_has_what_the_host_reads_before_it_starts_the_worker(string file) =>
        Assert.True(File.Exists(Path.Combine(WorkerApp.Folder, file)), file);

    [Fact]
    public async Task The_worker_and_its_metadata_file_list_the_same_functions_which_anybody_may_get()
    {
        await using var host = await WorkerHost.StartAsync(WorkerApp.Folder);
        using var metadata = JsonDocument.Parse(File.ReadAllText(Path.Combine(WorkerApp.Folder, "functions.metadata")));

        Assert.Equal(Routes, host.Functions.Select(function => $"{function.Name} {function.Route}").Order());
        Assert.Equal(host.Functions.Select(function => function.Name).Order(), metadata.RootElement.Texts("name").Order());
        Assert.All(
            host.Functions, function => Assert.Equal(("Anonymous", "get head"), (function.Access, string.Join(' ', function.Methods))));
    }

    [Theory, InlineData("the platform stops it"), InlineData("the host dismisses it"), InlineData("its host is gone")]
    public async Task It_ends_with_an_error(string why)
    {
        await using var host = await WorkerHost.StartAsync(WorkerApp.Folder);
        if (why == "its host is gone")
        {
            await host.DisconnectAsync();
        }

        Assert.Equal(StartAgain, await (why == "the host dismisses it" ? host.DismissAsync() : host.TerminateAsync()));
    }

    [Theory]
    [InlineData("MtaSts__RefreshAfter", "00:00:00", "RefreshAfter is 00:00:00")]
    [InlineData("MtaSts__RefreshAfter", "5m", "RefreshAfter")]
    [InlineData("MtaSts__MaxCachedDomains", "abc", "MaxCachedDomains")]
    [InlineData("MtaSts__PolicyDirectory", "no-such-folder", "no-such-folder does not exist")]
    [InlineData("PolicyStorage", "nonsense", "PolicyStorage is not a")]
    [InlineData("PolicyStorage__tableServiceUri", "http://example.com", "PolicyStorage__tableServiceUri")]
    [InlineData("MtaSts__DefaultTemplate", "exchange", "a folder of policy files holds no templates")]
    [InlineData("WEBSITE_SITE_NAME", "app", "PolicyStorage__tableServiceUri")]
    public async Task A_setting_that_it_cannot_keep_ends_it_with_an_error_and_a_message(string name, string value, string message)
    {
        var (exitCode, output) = await WorkerHost.FailAsync(WorkerApp.Folder, (name, value));

        Assert.Equal(StartAgain, exitCode);
        Assert.Contains(message, output, Ordinal);
        Assert.DoesNotContain("   at ", output, Ordinal);
    }
}
