namespace MtaSts.Functions.Tests;

/// <summary>What any test needs of the one that runs, in scope everywhere.</summary>
internal static class CurrentTest
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;
}
