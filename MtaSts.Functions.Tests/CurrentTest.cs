namespace MtaSts.Functions.Tests;

/// <summary>What any test needs of the one that runs, in scope everywhere.</summary>
internal static class CurrentTest
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Waits for what comes in its own time, for a minute at most.</summary>
    public static async Task WaitUntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await isSo())
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
