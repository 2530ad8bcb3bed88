namespace MtaSts.Functions.Tests.Cli;

/// <summary>What <c>promote</c> refuses to be called with.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class PromoteUsageTests(TestNetwork network, AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncDisposable
{
    private readonly PromotionSetup hosted = new(network, azurite.Server);

    private static string Domain => $"{PromotionSetup.Domain(1)}";

    public ValueTask DisposeAsync() => hosted.DisposeAsync();

    [Theory, InlineData("0"), InlineData("00:00:00"), InlineData("-00:05:00"), InlineData("five minutes")]
    public async Task A_setting_that_is_no_time_is_not_taken_for_another(string setting)
    {
        await hosted.SaveAsync(20, PolicyMode.Testing, 1);

        Assert.Equal(new ToolResult(1, "",
                $"MtaSts__RefreshAfter is '{setting}', which is not a time above zero such as 00:01:00. Correct it, or use "
                + "--refresh-after. Nothing was changed.\n"),
            await RunWithAsync(setting));
        Assert.Equal(PolicyMode.Testing, (await hosted.ReadAsync(1)).Policy!.Mode);
    }

    [Theory]
    [InlineData("--refresh-after", "0s", "'0s' is not a duration. Use one such as 90s, 10m or 1h.")]
    [InlineData("--limit", "0", "'0' is not a whole number from 1 to 2147483647.")]
    [InlineData("--limit", "all", "'all' is not a whole number from 1 to 2147483647.")]
    [InlineData("--min-days", "-1", "'-1' is not a whole number from 0 to 3650.")]
    [InlineData("--min-days", "2000000000", "'2000000000' is not a whole number from 0 to 3650.")]
    [InlineData("--concurrency", "many", "'many' is not a whole number from 1 to 256.")]
    [InlineData("--all", "--yes", "Name domains, or use --customer or --all.")]
    public async Task What_makes_no_sense_is_wrong_usage(string option, string value, string message) =>
        Assert.Equal((1, message), (await hosted.RunAsync(Domain, option, value)).Refusal);

    private async Task<ToolResult> RunWithAsync(string setting, params string[] options) =>
        await Tool.RunAsync(
            ["promote", Domain, "--yes", .. options, .. hosted.Options], [.. hosted.Environment, ("MtaSts__RefreshAfter", setting)]);
}
