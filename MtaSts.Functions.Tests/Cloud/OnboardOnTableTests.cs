namespace MtaSts.Functions.Tests.Cloud;

[Collection(AzuriteGroup.Name)]
public sealed class OnboardOnTableTests(AzuriteFixture azurite) : TestsWithFolder
{
    [Fact]
    public async Task With_the_policies_in_Table_Storage_a_domain_goes_the_whole_way_there_and_back()
    {
        await using var cloud = await TestCloud.StartAsync(Folder, time => azurite.Server.CreateTableClient(time: time));
        cloud.AddDomain("contoso.com");

        await DoAsync(cloud, "onboard contoso.com --yes");
        Pass(cloud, TimeSpan.FromDays(15));
        await DoAsync(cloud, "promote contoso.com --publish --yes");
        var enforced = await cloud.Store.ReadAsync(DomainName.Parse("contoso.com"), Token);
        Assert.Equal(PolicyMode.Enforce, enforced!.Policy!.Mode);
        Assert.Equal([$"v=STSv1; id={enforced.Id};"], cloud.Dns.FindTexts("_mta-sts.contoso.com"));

        await DoAsync(cloud, "remove contoso.com --yes");
        await DoAsync(cloud, "publish contoso.com --wait --write");
        Pass(cloud, TimeSpan.FromDays(30));
        await DoAsync(cloud, "remove contoso.com --yes");
        await DoAsync(cloud, "offboard contoso.com --yes");

        Assert.Empty(cloud.Dns.FindTexts("_mta-sts.contoso.com"));
        Assert.False(cloud.App.HasTls("mta-sts.contoso.com"));
        Assert.Empty(cloud.Server.Faults);
    }

    private static void Pass(TestCloud cloud, TimeSpan time) => cloud.Clock.Time.Advance(time);

    private static async Task DoAsync(TestCloud cloud, string command)
    {
        var result = await cloud.RunAsync(command);
        Assert.True(result.ExitCode == 0, $"{command}: {result}");
    }
}
