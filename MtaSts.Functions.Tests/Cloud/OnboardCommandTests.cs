namespace MtaSts.Functions.Tests.Cloud;

public sealed class OnboardCommandTests : TestsInCloud
{
    [Fact]
    public async Task From_nothing_to_a_policy_that_senders_find()
    {
        Cloud.AddDomain("contoso.com");

        var result = await Cloud.RunAsync("onboard contoso.com --yes");

        Assert.True(result.ExitCode == 0, $"{result}\n{string.Join('\n', Cloud.Journal.Of("contoso.com"))}");
        Assert.Equal("", $"{result}\n{string.Join('\n', Cloud.Journal.Of("contoso.com"))}");
    }
}
