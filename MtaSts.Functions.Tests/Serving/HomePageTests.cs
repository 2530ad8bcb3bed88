using MtaSts.Serving.Answers;

namespace MtaSts.Functions.Tests.Serving;

public sealed class HomePageTests : ServingTests
{
    private const int MaximumBytes = 6_000;

    public HomePageTests() => store.Put("secret.example");

    [Theory]
    [InlineData(
        "enforce", "Mail to example.com must be delivered over verified TLS.",
        "Senders refuse to deliver it to any host but those below, and to one whose certificate they cannot verify.")]
    [InlineData(
        "testing", "Verified TLS for mail to example.com is being tested.",
        "Senders report a host that is not one of those below, or whose certificate they cannot verify, but deliver all the same.")]
    [InlineData(
        "none", "Verified TLS is not required for mail to example.com.", "Senders deliver as if there were no policy.")]
    public async Task The_page_says_what_the_mode_means(string mode, string meaning, string consequence)
    {
        store.Put("example.com", mode);

        var (response, page) = await AskAsync("mta-sts.example.com");

        Assert.Equal(HttpStatusCode.OK, response.Status);
        Assert.Equal("text/html; charset=utf-8", ServingSetup.GetHeader(response, "Content-Type"));
        Assert.Equal("max-age=60", ServingSetup.GetHeader(response, "Cache-Control"));
        Assert.Contains("<title>MTA-STS policy of example.com</title>", page, Ordinal);
        Assert.Contains($"<p><b>{meaning}</b></p>\n<p>{consequence}</p>", page.ReplaceLineEndings("\n"), Ordinal);
        Assert.Equal(mode, GetTerm(page, "Mode"));
        Assert.Contains("<a href=\"/.well-known/mta-sts.txt\">The policy as mail servers read it</a>", page, Ordinal);
    }

    [Fact]
    public async Task The_page_says_which_hosts_a_wildcard_stands_for()
    {
        Put(604800, "*.mx.example.net", "mail.example.com");

        var page = (await AskAsync("mta-sts.example.com")).Page;

        Assert.Equal("mail.example.com*.mx.example.net each host one level below mx.example.net", GetTerm(page, "Mail hosts"));
    }

    [Fact]
    public async Task One_host_is_called_so_and_mode_none_names_none()
    {
        Assert.Equal("mail.example.com", GetTerm((await AskAsync("mta-sts.example.com")).Page, "Mail host"));

        store.Put("none.example", "none");

        Assert.DoesNotContain("Mail host", (await AskAsync("mta-sts.none.example")).Page, Ordinal);
    }

    [Theory, InlineData(86400, "for 1 day"), InlineData(1209600, "for 14 days"), InlineData(90000, "for 1 day and 1 hour")]
    [InlineData(31557600, "for 365 days and 6 hours"), InlineData(3661, "for 1 hour and 1 minute"), InlineData(0, "for 0 seconds")]
    public async Task The_page_says_how_long_senders_may_keep_the_policy(int maxAge, string words)
    {
        Put(maxAge, "mail.example.com");

        Assert.Equal(words, GetTerm((await AskAsync("mta-sts.example.com")).Page, "Senders may keep it"));
    }

    [Fact]
    public async Task The_page_says_since_when_the_policy_stands_where_the_store_knows()
    {
        store.Since = new DateTimeOffset(2026, 11, 9, 8, 5, 0, TimeSpan.Zero);

        Assert.Equal("9 November 2026, 08:05 UTC", GetTerm((await AskAsync("mta-sts.example.com")).Page, "Unchanged since"));

        store.Since = null;

        Assert.DoesNotContain("Unchanged since", (await AskAsync("mta-sts.secret.example")).Page, Ordinal);
    }

    [Fact]
    public async Task The_page_says_how_old_it_is_and_when_nothing_newer_could_be_read()
    {
        Assert.Equal("less than a minute ago", GetTerm((await AskAsync("mta-sts.example.com")).Page, "Last read"));

        store.Failure = new PolicyStoreException("down");
        time.Advance(TimeSpan.FromSeconds(3 * 3600 + 301));

        Assert.Equal(
            "3 hours and 5 minutes ago; since then it could not be read again",
            GetTerm((await AskAsync("mta-sts.example.com")).Page, "Last read"));
    }

    [Fact]
    public async Task A_name_in_Unicode_only_explains_the_one_in_DNS()
    {
        // Six Cyrillic letters that look like paypal.
        store.Put("xn--80aa0cbo65f.example");

        var page = (await AskAsync("mta-sts.xn--80aa0cbo65f.example")).Page;

        Assert.Contains("<title>MTA-STS policy of xn--80aa0cbo65f.example</title>", page, Ordinal);
        Assert.Contains(
            "</small> xn--80aa0cbo65f.example <small>in Unicode <bdi>\u0440\u0430\u0443\u0440\u0430\u04cf.example</bdi></small></h1>",
            page, Ordinal);
        Assert.Contains("mail to xn--80aa0cbo65f.example is being tested", page, Ordinal);
    }

    [Fact]
    public async Task A_domain_that_is_not_hosted_is_404_and_not_kept()
    {
        var (response, page) = await AskAsync("mta-sts.other.example");

        Assert.Equal(HttpStatusCode.NotFound, response.Status);
        Assert.Equal("no-store", ServingSetup.GetHeader(response, "Cache-Control"));
        Assert.Contains("<title>No MTA-STS policy for other.example</title>", page, Ordinal);
        Assert.Contains("<b>This host serves MTA-STS policies, but has none for other.example.</b>", page, Ordinal);
        Assert.DoesNotContain("href=\"/.well-known", page, Ordinal);
    }

    [Fact]
    public async Task A_store_that_fails_is_503_and_not_kept()
    {
        store.Failure = new PolicyStoreException("down");

        var (response, page) = await AskAsync("mta-sts.example.com");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.Status);
        Assert.Equal("no-store", ServingSetup.GetHeader(response, "Cache-Control"));
        Assert.Equal("30", ServingSetup.GetHeader(response, "Retry-After"));
        Assert.Contains("<b>Whether there is a policy for example.com cannot be read at the moment.</b>", page, Ordinal);
    }

    [Fact]
    public async Task An_invalid_policy_is_503_and_not_404()
    {
        store.Failures["other.example"] = new InvalidOperationException("not a policy");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync("mta-sts.other.example")).Response.Status);
    }

    [Theory, MemberData(nameof(BadHosts.All), MemberType = typeof(BadHosts))]
    [InlineData("markup", "<script>alert(1)</script>"), InlineData("markup behind the prefix", "mta-sts.<script>alert(1)</script>.example")]
    [InlineData("a quotation mark", "mta-sts.\"onload=\"x.example")]
    public async Task Any_other_host_gets_the_page_of_the_app_which_names_no_domain(string what, string? host)
    {
        var (response, page) = await AskAsync(host);

        Assert.Equal((what, HttpStatusCode.OK), (what, response.Status));
        Assert.Contains("<b>This host serves MTA-STS policies of mail domains.</b>", page, Ordinal);
        Assert.Contains("https://mta-sts.<i>domain</i>/.well-known/mta-sts.txt", page, Ordinal);
        Assert.DoesNotContain("example", page, Ordinal);
        Assert.Equal((await AskAsync(null)).Page, page);
    }

    [Theory, InlineData("mta-sts.example.com"), InlineData("mta-sts.other.example"), InlineData("app.azurewebsites.net")]
    public async Task No_page_says_anything_about_other_domains(string host) =>
        Assert.DoesNotContain("secret", (await AskAsync(host)).Page, Ordinal);

    [Theory, InlineData("mta-sts.example.com"), InlineData("mta-sts.other.example"), InlineData(null)]
    public async Task No_page_can_be_read_as_a_policy_nor_loads_or_runs_anything(string? host)
    {
        var page = (await AskAsync(host)).Page;

        Assert.False(PolicyParser.Parse(Encoding.UTF8.GetBytes(page)).IsValid);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_page_is_small_and_bounded_however_long_the_policy()
    {
        Put(1209600, "mail.example.com", "*.mail.protection.outlook.com", "*.b-v1.mx.microsoft");
        var usual = (await AskAsync("mta-sts.example.com")).Response;
        var hosts = Enumerable.Range(100, 120).Select(number => $"mail-{number}.mx.example.com").ToArray();
        store.Policies[DomainName.Parse("many.example")] =
            new PolicyContent.Inline(new Policy(PolicyMode.Enforce, hosts.Select(MxPattern.Parse), 1209600));

        var (many, page) = await AskAsync("mta-sts.many.example");

        Assert.InRange(usual.Body.Length, 1, MaximumBytes);
        Assert.InRange(many.Body.Length, 1, MaximumBytes);
        Assert.Contains("mail-119.mx.example.com", page, Ordinal);
        Assert.DoesNotContain("mail-120.mx.example.com", page, Ordinal);
        Assert.EndsWith(" and 100 more", GetTerm(page, "Mail hosts"), Ordinal);
    }

    private static string GetTerm(string page, string name)
    {
        var start = $"<dt>{name}</dt><dd>";
        var at = page.IndexOf(start, Ordinal);
        Assert.True(at >= 0, page);
        var description = page[(at + start.Length)..page.IndexOf("</dd>", at, Ordinal)];
        return string.Concat(description.Split('<').Select((part, index) => index == 0 ? part : part[(part.IndexOf('>') + 1)..]));
    }

    private void Put(int maxAge, params string[] mx) => store.Policies[Domain] =
        new PolicyContent.Inline(new Policy(PolicyMode.Enforce, mx.Select(MxPattern.Parse), maxAge));

    private async Task<(ServingResponse Response, string Page)> AskAsync(string? host)
    {
        var response = await serving.Handler.GetHomeAsync(ServingSetup.RequestTo(host));
        return (response, ServingSetup.GetText(response));
    }
}
