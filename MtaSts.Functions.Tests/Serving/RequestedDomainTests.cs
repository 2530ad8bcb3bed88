using Microsoft.Extensions.Primitives;
using MtaSts.Serving.Answers;

namespace MtaSts.Functions.Tests.Serving;

public sealed class RequestedDomainTests
{
    [Theory]
    [InlineData("the Host header names the domain", false, "mta-sts.example.com", null, HttpStatusCode.OK)]
    [InlineData("no forwarded host counts unless it is trusted", false, "mta-sts.example.com", "mta-sts.evil.example", HttpStatusCode.OK)]
    [InlineData("a trusted one names the domain", true, "app.internal", "mta-sts.example.com", HttpStatusCode.OK)]
    [InlineData("where the proxy says nothing, Host counts for nothing", true, "mta-sts.example.com", null, HttpStatusCode.NotFound)]
    [InlineData("two names", true, "mta-sts.example.com", "mta-sts.example.com, mta-sts.example.net", HttpStatusCode.NotFound)]
    [InlineData("an empty name", true, "mta-sts.example.com", "", HttpStatusCode.NotFound)]
    public async Task The_domain_is_that_of_the_host_or_of_a_forwarded_host_that_is_trusted(
        string what, bool isTrusted, string host, string? forwarded, HttpStatusCode status) =>
        Assert.Equal((what, status), (what, await AskAsync(isTrusted, new(host, new StringValues(forwarded), StringValues.Empty))));

    [Fact]
    public async Task Two_host_headers_name_no_domain() => Assert.Equal(
        HttpStatusCode.NotFound,
        await AskAsync(
            false, new(new StringValues(["mta-sts.example.com", "mta-sts.example.com"]), StringValues.Empty, StringValues.Empty)));

    private static async Task<HttpStatusCode> AskAsync(bool trustForwardedHost, ServingRequest request)
    {
        var store = new FakeStore();
        store.Put("example.com");
        using var serving = new ServingSetup(store, null, null, ("TrustForwardedHost", $"{trustForwardedHost}"));
        return (await serving.Handler.GetPolicyAsync(request)).Status;
    }
}
