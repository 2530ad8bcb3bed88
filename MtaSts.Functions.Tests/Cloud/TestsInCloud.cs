using MtaSts.Cli.ResourceManager;

namespace MtaSts.Functions.Tests.Cloud;

/// <summary>Tests with a cloud of their own.</summary>
public abstract class TestsInCloud : TestsWithFolder
{
    internal TestCloud Cloud { get; private set; } = null!;

    public override async ValueTask InitializeAsync() => Cloud = await TestCloud.StartAsync(Folder);

    public override async ValueTask DisposeAsync()
    {
        await Cloud.DisposeAsync();
        Assert.Empty(Cloud.Server.Faults);
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
    }

    /// <summary>Does something with a client while time passes.</summary>
    private protected Task<T> DoAsync<T>(Func<ResourceManagerClient, Task<T>> act) => Cloud.Clock.RunAsync(act(Cloud.CreateClient()));

    private protected Task DoAsync(Func<ResourceManagerClient, Task> act) => DoAsync(async client =>
    {
        await act(client);
        return true;
    });

    /// <summary>The error that something ends with.</summary>
    private protected Task<ResourceManagerException> FailAsync(Func<ResourceManagerClient, Task> act) =>
        Assert.ThrowsAsync<ResourceManagerException>(() => DoAsync(act));
}
