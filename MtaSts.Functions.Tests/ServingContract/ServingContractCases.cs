namespace MtaSts.Functions.Tests.ServingContract;

/// <summary>The serving contract end to end, for each host of the app: HTTP, a process, Table Storage.</summary>
public abstract class ServingContractCases(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Path = IServingApp.PolicyPath;
    private const string PolicyHost = "mta-sts.example.com";
    private const string Text = "version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmx: *.mx.example.net\r\nmax_age: 1209600\r\n";
    private const string PlainText = "text/plain; charset=utf-8";

    private readonly TableClient table = azurite.Server.CreateTableClient();
    private IServingApp app = null!;

    public static TheoryData<string, TableEntity> InvalidRows => new()
    {
        { "mode", new TableEntity { ["Mode"] = "Enforce", ["Mx"] = "mail.example.com", ["MaxAge"] = 604800 } },
        { "mx", new TableEntity { ["Mode"] = "enforce", ["Mx"] = "mail_.example.com", ["MaxAge"] = 604800 } },
        { "max_age", new TableEntity { ["Mode"] = "enforce", ["Mx"] = "mail.example.com", ["MaxAge"] = 31557601 } },
        { "template", new TableEntity { ["Mode"] = "enforce", ["Template"] = "missing" } },
    };

    public async ValueTask InitializeAsync()
    {
        await table.CreateAsync(Token);
        await PutAsync(
            "example.com", new TableEntity { ["Mode"] = "enforce", ["Mx"] = "*.mx.example.net mail.example.com", ["MaxAge"] = 1209600 });
        app = await StartWithTableAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await table.DeleteAsync(CancellationToken.None);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_policy_comes_as_every_sender_accepts_it()
    {
        using var response = await app.GetAsync(PolicyHost);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Text, await response.Content.ReadAsStringAsync(Token));
        Assert.Equal(PlainText, Assert.Single(response.Content.Headers.NonValidated["Content-Type"]));
        Assert.Equal(Text.Length, response.Content.Headers.ContentLength);
        Assert.Equal("max-age=1", response.Headers.CacheControl!.ToString());
        Assert.NotNull(response.Headers.Age);
        Assert.False(response.Headers.ETag!.IsWeak);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Null(response.Headers.TransferEncodingChunked);
    }

    [Fact]
    public async Task The_policy_host_is_known_in_any_case_with_or_without_port_or_trailing_dot()
    {
        foreach (
            var host in (string[])["MTA-STS.Example.COM", "mta-sts.example.com:8443", "mta-sts.example.com.", "MTA-STS.EXAMPLE.COM.:80"])
        {
            Assert.Equal((host, Text), (host, await app.GetTextAsync(host)));
        }
    }

    [Theory, InlineData("/.WELL-KNOWN/MTA-STS.TXT"), InlineData("/.well-known/mta-sts.txt/"), InlineData("/.well-known/mta-sts.txt?x=1")]
    public async Task The_path_is_known_in_any_case_with_a_trailing_slash_or_a_query(string path) =>
        Assert.Equal(HttpStatusCode.OK, await app.GetStatusAsync(PolicyHost, path));

    [Fact]
    public async Task Nothing_is_compressed_even_for_those_who_could_read_it()
    {
        using var response = await app.SendAsync(HttpMethod.Get, PolicyHost, Path, ("Accept-Encoding", "gzip, br"));

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal(Text.Length, response.Content.Headers.ContentLength);
    }

    [Theory, InlineData(PolicyHost, Path), InlineData("mta-sts.other.example", Path), InlineData(PolicyHost, "/")]
    [InlineData("mta-sts.other.example", "/"), InlineData("localhost", "/"), InlineData(PolicyHost, "/health")]
    [InlineData(PolicyHost, "/alive")]
    public async Task Head_says_the_same_without_the_body(string host, string path)
    {
        using var get = await app.GetAsync(host, path);
        using var head = await app.SendAsync(HttpMethod.Head, host, path);

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task A_client_that_has_the_policy_gets_304_and_any_other_one_the_policy()
    {
        using var get = await app.GetAsync(PolicyHost);
        var tag = get.Headers.ETag!.Tag;
        foreach (var (condition, status) in ((string, HttpStatusCode)[])
            [(tag, HttpStatusCode.NotModified), ($"W/{tag}", HttpStatusCode.NotModified),
             ($"\"other\", {tag}", HttpStatusCode.NotModified), ("\"other\"", HttpStatusCode.OK)])
        {
            using var response = await app.SendAsync(HttpMethod.Get, PolicyHost, Path, ("If-None-Match", condition));

            Assert.Equal((condition, status), (condition, response.StatusCode));
            Assert.Equal(get.Headers.ETag, response.Headers.ETag);
            Assert.Equal(status == HttpStatusCode.OK ? Text : "", await response.Content.ReadAsStringAsync(Token));
        }
    }

    [Theory, InlineData("mta-sts.other.example"), InlineData("example.com"), InlineData("localhost"), InlineData("127.0.0.1")]
    [InlineData("mta-sts.")]
    public async Task A_host_without_a_policy_is_404_in_one_plain_line(string host)
    {
        using var response = await app.GetAsync(host);
        var text = await response.Content.ReadAsStringAsync(Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(PlainText, Assert.Single(response.Content.Headers.NonValidated["Content-Type"]));
        Assert.Equal(text.Length - 1, text.IndexOf('\n', Ordinal));
    }

    [Fact]
    public async Task A_forwarded_host_counts_only_where_it_is_trusted()
    {
        async Task<HttpStatusCode> ForwardAsync(IServingApp to, string host, string forwarded)
        {
            using var response = await to.SendAsync(HttpMethod.Get, host, Path, ("X-Forwarded-Host", forwarded));
            return response.StatusCode;
        }

        await using var trusting = await StartWithTableAsync(("MtaSts__TrustForwardedHost", "true"));

        Assert.Equal(HttpStatusCode.OK, await ForwardAsync(app, PolicyHost, "mta-sts.other.example"));
        Assert.Equal(HttpStatusCode.NotFound, await ForwardAsync(app, "localhost", PolicyHost));
        Assert.Equal(HttpStatusCode.NotFound, await ForwardAsync(trusting, PolicyHost, "mta-sts.other.example"));
        Assert.Equal(HttpStatusCode.OK, await ForwardAsync(trusting, "localhost", PolicyHost));
    }

    [Fact]
    public async Task A_change_in_the_table_is_served_within_the_refresh_time_under_another_tag()
    {
        var before = (await app.GetAsync(PolicyHost)).Headers.ETag!.Tag;
        await PutAsync("example.com", new TableEntity { ["Mode"] = "none", ["Mx"] = "mail.example.com", ["MaxAge"] = 86400 });

        var after = before;
        await WaitUntilAsync(async () => (after = (await app.GetAsync(PolicyHost)).Headers.ETag!.Tag) != before);

        Assert.Equal($"\"{PolicyId.ComputeDigest(new Policy(PolicyMode.None, [MxPattern.Parse("mail.example.com")], 86400))}\"", after);
    }

    [Theory, MemberData(nameof(InvalidRows), DisableDiscoveryEnumeration = true)]
    public async Task An_invalid_row_is_503_and_never_404_and_the_log_says_why(string what, TableEntity row)
    {
        await PutAsync("invalid.example", row);

        using var response = await app.GetAsync("mta-sts.invalid.example");

        Assert.Equal((what, HttpStatusCode.ServiceUnavailable), (what, response.StatusCode));
        Assert.NotNull(response.Headers.RetryAfter);
        await WaitUntilAsync(
            () => Task.FromResult(app.Output.Contains("The policy in the row of invalid.example is invalid: MTASTS1", Ordinal)));
    }

    [Fact]
    public async Task A_good_policy_goes_on_when_its_row_becomes_invalid()
    {
        var good = await app.GetTextAsync(PolicyHost);
        await PutAsync("example.com", new TableEntity { ["Mode"] = "enforced" });

        await WaitUntilAsync(async () =>
        {
            Assert.Equal(good, await app.GetTextAsync(PolicyHost));
            return app.Output.Contains("MTASTS115", Ordinal);
        });
    }

    [Fact]
    public async Task The_home_page_says_what_the_host_is_for_and_links_to_the_policy()
    {
        using var response = await app.GetAsync(PolicyHost, "/");
        var page = await response.Content.ReadAsStringAsync(Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", Assert.Single(response.Content.Headers.NonValidated["Content-Type"]));
        Assert.Contains("MTA-STS policy of example.com", page, Ordinal);
        Assert.Contains($"href=\"{Path}\"", page, Ordinal);
    }

    [Theory]
    [InlineData("mta-sts.other.example", HttpStatusCode.NotFound, "This host serves MTA-STS policies, but has none for other.example.")]
    [InlineData("localhost", HttpStatusCode.OK, "This host serves MTA-STS policies of mail domains.")]
    public async Task The_home_page_of_any_other_name_says_that_it_has_no_policy(string host, HttpStatusCode status, string words)
    {
        using var response = await app.GetAsync(host, "/");
        var page = await response.Content.ReadAsStringAsync(Token);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", Assert.Single(response.Content.Headers.NonValidated["Content-Type"]));
        Assert.Contains(words, page, Ordinal);
        Assert.DoesNotContain("example.com", page, Ordinal);
    }

    [Fact]
    public async Task The_icon_that_browsers_ask_for_is_an_empty_404_and_no_error()
    {
        using var response = await app.GetAsync(PolicyHost, "/favicon.ico");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Token));
        Assert.DoesNotContain("favicon", app.Output, Ordinal);
    }

    [Theory, InlineData("/health"), InlineData("/alive")]
    public async Task Probes_learn_that_all_is_well_and_nothing_else(string path)
    {
        using var response = await app.GetAsync("localhost", path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task No_answer_but_a_policy_can_be_read_as_one_or_redirects_or_lacks_the_headers_of_host_json()
    {
        using var hostJson = JsonDocument.Parse(
            await File.ReadAllTextAsync(System.IO.Path.Combine(RootCommand.FindRoot(), "host.json"), Token));
        var headers =
            hostJson.RootElement.GetProperty("extensions").GetProperty("http").GetProperty("customHeaders").EnumerateObject().ToList();
        (string Method, string Host, string Path)[] others =
        [("GET", "mta-sts.other.example", Path), ("GET", "example.com", Path), ("GET", PolicyHost, "/"), (
             "GET", "mta-sts.other.example", "/"),
         ("GET", PolicyHost, "/health"), ("GET", PolicyHost, "/nothing"), ("GET", PolicyHost, $"{Path}/x"), ("POST", PolicyHost, Path)];
        foreach (var (method, host, path) in others)
        {
            using var response = await app.SendAsync(new HttpMethod(method), host, path);

            Assert.False(PolicyParser.Parse(await response.Content.ReadAsByteArrayAsync(Token)).IsValid);
            Assert.NotInRange((int)response.StatusCode, 300, 399);
            Assert.All(headers, header => Assert.Equal(header.Value.GetString(), Assert.Single(response.Headers.GetValues(header.Name))));
        }
    }

    private protected abstract Task<IServingApp> StartAsync(params (string Name, string Value)[] environment);

    private Task<IServingApp> StartWithTableAsync(params (string Name, string Value)[] environment) => StartAsync(
    [("PolicyStorage", azurite.Server.ConnectionString), ("MtaSts__PolicyTable", table.Name), ("MtaSts__RefreshAfter", "00:00:01"),
     .. environment]);

    private async Task PutAsync(string domain, TableEntity row)
    {
        row.PartitionKey = domain;
        row.RowKey = "policy";
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, Token);
    }
}
