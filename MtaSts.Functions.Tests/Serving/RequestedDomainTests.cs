using Microsoft.Extensions.Primitives;
using MtaSts.Serving.Answers;

namespace MtaSts.Functions.Tests.Serving;

public sealed class RequestedDomainTests
{
    [Fact]
    public async Task The_host_header_names_the_domain() =>
        Assert.Equal(HttpStatusCode.OK, await AskAsync(false, new("mta-sts.example.com", StringValues.Empty, StringValues.Empty)));

    [Fact]
    public async Task A_forwarded_host_counts_for_nothing_unless_it_is_trusted() =>
        Assert.Equal(HttpStatusCode.OK, await AskAsync(false, new("mta-sts.example.com", "mta-sts.evil.example", StringValues.Empty)));

    [Fact]
    public async Task A_trusted_forwarded_host_names_the_domain() =>
        Assert.Equal(HttpStatusCode.OK, await AskAsync(true, new("app.internal", "mta-sts.example.com", StringValues.Empty)));

    [Fact]
    public async Task Where_the_proxy_says_nothing_the_host_header_counts_for_nothing() =>
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(true, new("mta-sts.example.com", StringValues.Empty, StringValues.Empty)));

    [Theory, InlineData("mta-sts.example.com, mta-sts.example.net"), InlineData("")]
    public async Task A_forwarded_host_that_is_not_a_single_name_names_no_domain(string value) =>
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(true, new("mta-sts.example.com", value, StringValues.Empty)));

    [Fact]
    public async Task Two_host_headers_name_no_domain() => Assert.Equal(
        HttpStatusCode.NotFound,
        await AskAsync(false, new(new StringValues(["mta-sts.example.com", "mta-sts.example.com"]), StringValues.Empty, StringValues.Empty)));

    private static async Task<HttpStatusCode> AskAsync(bool trustForwardedHost, ServingRequest request)
    {
        var store = new FakeStore();
        store.Put("example.com");
        using var serving = new ServingSetup(store, null, null, ("TrustForwardedHost", $"{trustForwardedHost}"));
        return (await serving.Handler.GetPolicyAsync(request)).Status;
    }
}
