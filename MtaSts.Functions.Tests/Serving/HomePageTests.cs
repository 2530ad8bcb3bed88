using MtaSts.Serving.Answers;

namespace MtaSts.Functions.Tests.Serving;

public sealed class HomePageTests : ServingTests
{
    public HomePageTests() => store.Put("secret.example");

    [Fact]
    public async Task The_page_of_a_hosted_domain_shows_its_policy_and_links_to_it()
    {
        var (response, page) = await AskAsync("mta-sts.example.com");

        Assert.Equal(HttpStatusCode.OK, response.Status);
        Assert.Equal("text/html; charset=utf-8", ServingSetup.GetHeader(response, "Content-Type"));
        Assert.Contains("<h1>MTA-STS policy of example.com</h1>", page, Ordinal);
        Assert.Contains("mx: mail.example.com", page, Ordinal);
        Assert.Contains("href=\"/.well-known/mta-sts.txt\"", page, Ordinal);
    }

    [Theory, InlineData("enforce", "Mail servers deliver to the hosts in it only, and only over verified TLS.")]
    [InlineData(
        "testing",
        "It is being tested: mail servers report what does not go to the hosts in it over verified TLS, and deliver it all the same.")]
    [InlineData("none", "Its mode is none: mail servers deliver as if the domain had no policy.")]
    public async Task The_page_says_what_the_mode_means(string mode, string meaning)
    {
        store.Put("example.com", mode);

        Assert.Contains(meaning, (await AskAsync("mta-sts.example.com")).Page, Ordinal);
    }

    [Theory, InlineData("mta-sts.example.com"), InlineData("mta-sts.other.example"), InlineData("app.azurewebsites.net"), InlineData(null)]
    public async Task No_page_says_anything_about_other_domains(string? host) =>
        Assert.DoesNotContain("secret", (await AskAsync(host)).Page, Ordinal);

    [Fact]
    public async Task The_page_of_a_domain_that_is_not_hosted_says_so()
    {
        var (response, page) = await AskAsync("mta-sts.other.example");

        Assert.Equal(HttpStatusCode.OK, response.Status);
        Assert.Contains("This host serves MTA-STS policies, but has no policy for <strong>other.example</strong>.", page, Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_store_that_fails_is_503_and_not_kept()
    {
        store.Failure = new PolicyStoreException("down");

        var (response, page) = await AskAsync("mta-sts.example.com");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.Status);
        Assert.Equal("no-store", ServingSetup.GetHeader(response, "Cache-Control"));
        Assert.Contains("cannot be read at the moment", page, Ordinal);
    }

    [Theory, InlineData("<script>alert(1)</script>"), InlineData("mta-sts.<script>alert(1)</script>.example")]
    [InlineData("mta-sts.\"onload=\"x.example")]
    public async Task Nothing_of_a_host_that_is_no_name_comes_back(string host) =>
        Assert.Equal((await AskAsync(null)).Page, (await AskAsync(host)).Page);

    [Theory, InlineData("mta-sts.example.com"), InlineData("mta-sts.other.example"), InlineData(null)]
    public async Task No_page_can_be_read_as_a_policy_nor_loads_or_runs_anything(string? host)
    {
        var page = (await AskAsync(host)).Page;

        Assert.False(PolicyParser.Parse(Encoding.UTF8.GetBytes(page)).IsValid);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", page, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<(ServingResponse Response, string Page)> AskAsync(string? host)
    {
        var response = await serving.Handler.GetHomeAsync(ServingSetup.RequestTo(host));
        return (response, ServingSetup.GetText(response));
    }
}
