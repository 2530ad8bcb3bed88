namespace MtaSts.Functions.Tests.Serving;

/// <summary>Tests of what both hosts share, on a store that has a policy of example.com.</summary>
public abstract class ServingTests : IDisposable
{
    private protected static readonly DomainName Domain = DomainName.Parse("example.com");

    private protected readonly FakeStore store = new();
    private protected readonly FakeTimeProvider time = new();
    private protected readonly ServingSetup serving;

    /// <summary>Sets the services up with these settings; in real time, where a test waits for the cache itself.</summary>
    private protected ServingTests(bool inRealTime = false, params (string Setting, string Value)[] settings)
    {
        store.Put("example.com");
        serving = new ServingSetup(store, inRealTime ? null : time, null, settings);
    }

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool isDisposing) => serving.Dispose();

    /// <summary>Takes the policies of host-0.example and so on into memory, each a millisecond after the other.</summary>
    private protected async Task FillAsync(ServingSetup setup, int count)
    {
        for (var number = 0; number < count; number++)
        {
            store.Put($"host-{number}.example");
            await setup.Cache.FindAsync(DomainName.Parse($"host-{number}.example"));
            time.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    /// <summary>Asks the store, so that a request is known to wait for it.</summary>
    protected async Task WaitForReadAsync()
    {
        while (store.TotalReads == 0)
        {
            await Task.Delay(10, Token);
        }
    }
}
