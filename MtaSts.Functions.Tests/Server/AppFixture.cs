namespace MtaSts.Functions.Tests.Server;

/// <summary>One app on the embedded default, for tests that only ask it.</summary>
public sealed class AppFixture : IAsyncLifetime
{
    internal AppProcess Process { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Process = await AppProcess.StartAsync();

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
