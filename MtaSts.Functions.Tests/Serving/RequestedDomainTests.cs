using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;
using MtaSts.Functions.Serving;

namespace MtaSts.Functions.Tests.Serving;

public sealed class RequestedDomainTests
{
    [Fact]
    public void The_host_header_names_the_domain() =>
        Assert.Equal("example.com", Find(FakeRequest.To("mta-sts.example.com"), trustForwardedHost: false));

    [Fact]
    public void A_forwarded_host_counts_for_nothing_unless_it_is_trusted() =>
        Assert.Equal("example.com", Find(FakeRequest.To("mta-sts.example.com", ("x-forwarded-host", "mta-sts.evil.example")), trustForwardedHost: false));

    [Fact]
    public void A_trusted_forwarded_host_names_the_domain() =>
        Assert.Equal("example.com", Find(FakeRequest.To("app.internal", ("x-forwarded-host", "mta-sts.example.com")), trustForwardedHost: true));

    [Fact]
    public void Where_the_proxy_says_nothing_the_host_header_counts_for_nothing() =>
        Assert.Null(Find(FakeRequest.To("mta-sts.example.com"), trustForwardedHost: true));

    [Theory]
    [InlineData("mta-sts.example.com, mta-sts.example.net")]
    [InlineData("")]
    public void A_forwarded_host_that_is_no_single_name_names_none(string value) =>
        Assert.Null(Find(FakeRequest.To("mta-sts.example.com", ("x-forwarded-host", value)), trustForwardedHost: true));

    [Fact]
    public void Two_host_headers_name_none() =>
        Assert.Null(Find(FakeRequest.To("mta-sts.example.com", ("host", "mta-sts.example.net")), trustForwardedHost: false));

    private static string? Find(HttpRequestData request, bool trustForwardedHost)
    {
        var requested = new RequestedDomain(Options.Create(new MtaStsOptions { TrustForwardedHost = trustForwardedHost }));
        return requested.TryGet(request, out var domain) ? domain.Ascii : null;
    }
}
