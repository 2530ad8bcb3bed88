using MtaSts.Cli.ResourceManager;

namespace MtaSts.Functions.Tests.Cloud;

public sealed class ResourceManagerClientTests : TestsInCloud
{
    private const string Version = FunctionApp.ApiVersion;

    private string Path => Cloud.App.Id;

    [Fact]
    public async Task A_resource_is_read()
    {
        var site = await DoAsync(client => client.GetAsync(Path, Version, Token));

        Assert.Equal("mta-sts-contoso", site.Text("name"));
    }

    [Fact]
    public async Task One_that_is_not_there_is_not_found_and_an_error_for_whoever_needs_it()
    {
        Assert.Null(await DoAsync(client => client.FindAsync($"{Path}-2", Version, Token)));
        Assert.False(await DoAsync(client => client.DeleteAsync($"{Path}/hostNameBindings/mta-sts.contoso.com", Version, Token)));

        var error = await FailAsync(client => client.GetAsync($"{Path}-2", Version, Token));
        Assert.Equal((404, "ResourceNotFound"), (error.Status, error.Code));
    }

    [Fact]
    public async Task All_pages_of_a_list_are_read()
    {
        string[] zones = ["a.example", "b.example", "c.example", "d.example", "e.example"];
        Array.ForEach(zones, zone => Cloud.AddZone(zone));

        var names = await DoAsync(client => client
            .ListAsync($"{CloudResources.SubscriptionId}/providers/Microsoft.Network/dnsZones", AzureZone.ApiVersion, Token)
            .Select(zone => zone.Text("name")).ToListAsync(Token).AsTask());

        Assert.Equal(zones, names);
        Assert.Equal(3, Cloud.Server.Requests.Count);
    }

    [Fact]
    public async Task What_is_throttled_or_fails_in_passing_is_tried_again()
    {
        Cloud.Troubles.Answer("GET", Path, AzureAnswer.Throttled(1), times: 2);
        Cloud.Troubles.Answer("GET", Path, AzureAnswer.From(AzureErrors.InternalError()));
        var begin = TimeProvider.System.GetTimestamp();

        await DoAsync(client => client.GetAsync(Path, Version, Token));

        Assert.Equal(4, Cloud.Server.Requests.Count);
        Assert.InRange(TimeProvider.System.GetElapsedTime(begin), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30));
    }

    [Theory, InlineData("/operationresults/1"), InlineData("?other=1")]
    public async Task A_link_to_somewhere_else_gets_no_token(string rest)
    {
        var link = $"https://elsewhere.example{rest}";
        Cloud.Troubles.Answer("GET", "dnsZones", new AzureAnswer(200, $$"""{"value":[],"nextLink":"{{link}}"}"""));
        Cloud.Troubles.Answer("DELETE", "hostNameBindings", new AzureAnswer(202) { Headers = [("Location", link)] });

        var ofList = await FailAsync(client => client
            .ListAsync($"{CloudResources.SubscriptionId}/providers/Microsoft.Network/dnsZones", AzureZone.ApiVersion, Token)
            .ToListAsync(Token).AsTask());
        var ofOperation = await FailAsync(client => client.DeleteAsync($"{Path}/hostNameBindings/a", Version, Token));

        Assert.Equal(
            ($"Azure Resource Manager names an address that is not its own: {link}.", "ForeignLink"), (ofList.Message, ofOperation.Code));
    }

    [Fact]
    public async Task What_takes_long_is_waited_for_as_Azure_asks_by_the_clock_of_the_caller()
    {
        var operation = $"{Cloud.EndPoint}{CloudResources.SubscriptionId[1..]}/operationresults/1?api-version=1";
        (string, string)[] headers = [("Location", operation), ("Retry-After", "40")];
        Cloud.Troubles.Answer("DELETE", "hostNameBindings", new AzureAnswer(202) { Headers = headers });
        Cloud.Troubles.Answer("GET", "operationresults", new AzureAnswer(202) { Headers = headers }, times: 2);
        Cloud.Troubles.Answer("GET", "operationresults", new AzureAnswer(200));
        var begin = Cloud.Clock.Now;

        Assert.True(await DoAsync(client => client.DeleteAsync($"{Path}/hostNameBindings/a", Version, Token)));

        Assert.InRange(Cloud.Clock.Now - begin, TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(150));
    }

    [Fact]
    public async Task A_wait_ends_when_it_is_cancelled()
    {
        var operation = $"{Cloud.EndPoint}{CloudResources.SubscriptionId[1..]}/operationresults/1?api-version=1";
        Cloud.Troubles.Answer("DELETE", "hostNameBindings", new AzureAnswer(202) { Headers = [("Location", operation)] });
        Cloud.Troubles.Answer("GET", "operationresults", new AzureAnswer(202) { Headers = [("Location", operation)] }, int.MaxValue);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5), Cloud.Clock.Time);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => DoAsync(client => client.DeleteAsync($"{Path}/hostNameBindings/a", Version, patience.Token)));
    }

    [Theory, InlineData(200), InlineData(403)]
    public async Task What_is_not_JSON_is_said_to_be_none(int status)
    {
        Cloud.Troubles.Answer("GET", Path, AzureAnswer.Html(status), int.MaxValue);

        var error = await FailAsync(client => client.GetAsync(Path, Version, Token));

        Assert.Contains("JSON", error.Message, Ordinal);
        Assert.Contains("proxy", error.Message, Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        await Cloud.StopManagerAsync();

        var error = await FailAsync(client => client.GetAsync(Path, Version, Token));

        Assert.Equal((0, "NoAnswer"), (error.Status, error.Code));
        Assert.StartsWith("localhost could not be reached: Connection refused", error.Message, Ordinal);
        Assert.EndsWith(" Check the network, then run this again.", error.Message, Ordinal);
    }
}
