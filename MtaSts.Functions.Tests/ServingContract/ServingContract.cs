using Azure.Data.Tables;
using MtaSts.Functions.Tests.Storage;
using MtaSts.Policies;

namespace MtaSts.Functions.Tests;

/// <summary>The serving contract (docs/architecture.md) end to end, whatever host serves it: a host as a process, Table Storage.</summary>
public abstract class ServingContract(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Path = "/.well-known/mta-sts.txt";
    private const string Host = "mta-sts.example.com";
    private const string Text = "version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmx: *.mx.example.net\r\nmax_age: 1209600\r\n";

    private readonly TableClient table = azurite.Server.CreateTableClient();

    public static TheoryData<string, TableEntity> InvalidRows => new()
    {
        { "mode", new TableEntity { ["Mode"] = "Enforce", ["Mx"] = "mail.example.com", ["MaxAge"] = 604800 } },
        { "mx", new TableEntity { ["Mode"] = "enforce", ["Mx"] = "mail_.example.com", ["MaxAge"] = 604800 } },
        { "max_age", new TableEntity { ["Mode"] = "enforce", ["Mx"] = "mail.example.com", ["MaxAge"] = 31557601 } },
        { "template", new TableEntity { ["Mode"] = "enforce", ["Template"] = "missing" } },
    };

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>All that the host has logged.</summary>
    protected abstract string Log { get; }

    public async ValueTask InitializeAsync()
    {
        await table.CreateAsync(Token);
        await PutAsync("example.com", new TableEntity { ["Mode"] = "enforce", ["Mx"] = "*.mx.example.net mail.example.com", ["MaxAge"] = 1209600 });
        await StartAsync(
            ("PolicyStorage", azurite.Server.ConnectionString), ("MtaSts__PolicyTable", table.Name), ("MtaSts__RefreshAfter", "00:00:01"));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await table.DeleteAsync(CancellationToken.None);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_policy_comes_as_every_sender_accepts_it()
    {
        var answer = await GetAsync(Host);

        Assert.Equal((200, Text), (answer.Status, answer.Text));
        Assert.Equal("text/plain; charset=utf-8", answer["Content-Type"]);
        Assert.Equal($"{Text.Length}", answer["Content-Length"]);
        Assert.Equal("max-age=1", answer["Cache-Control"]);
        Assert.Equal($"\"{PolicyId.Compute(answer.Body)}\"", answer["ETag"]);
        Assert.All(["Set-Cookie", "Transfer-Encoding", "Location", "Vary"], header => Assert.Null(answer[header]));
    }

    [Theory]
    [InlineData("MTA-STS.EXAMPLE.COM")]
    [InlineData("mta-sts.example.com.")]
    [InlineData("mta-sts.example.com:443")]
    public async Task The_host_may_come_in_any_case_with_port_or_trailing_dot(string host) => Assert.Equal(Text, (await GetAsync(host)).Text);

    [Fact]
    public async Task Nothing_is_compressed_even_for_those_who_could_read_it()
    {
        var answer = await SendAsync("GET", Path, ("Host", Host), ("Accept-Encoding", "gzip, br"));

        Assert.Null(answer["Content-Encoding"]);
        Assert.Equal(Text, answer.Text);
    }

    [Fact]
    public async Task Head_says_the_same_without_the_body()
    {
        var get = await GetAsync(Host);

        var head = await SendAsync("HEAD", Path, ("Host", Host));

        Assert.Equal(200, head.Status);
        Assert.All(["Content-Type", "Content-Length", "Cache-Control", "ETag"], header => Assert.Equal(get[header], head[header]));
        Assert.Empty(head.Body);
    }

    [Theory]
    [InlineData("{0}", 304)]
    [InlineData("W/{0}", 304)]
    [InlineData("\"other\", {0}", 304)]
    [InlineData("*", 304)]
    [InlineData("\"other\"", 200)]
    public async Task Who_has_the_policy_gets_304_and_others_the_policy(string ifNoneMatch, int status)
    {
        var tag = (await GetAsync(Host))["ETag"]!;

        var answer = await SendAsync(
            "GET", Path, ("Host", Host), ("If-None-Match", ifNoneMatch.Replace("{0}", tag, StringComparison.Ordinal)));

        Assert.Equal((status, tag), (answer.Status, answer["ETag"]));
        Assert.Equal(status == 200 ? Text : "", answer.Text);
    }

    [Theory]
    [InlineData("mta-sts.other.example")]
    [InlineData("example.com")]
    [InlineData("www.example.com")]
    [InlineData("mta-sts.192.0.2.1")]
    public async Task Any_other_host_gets_404_and_one_plain_line(string host)
    {
        var answer = await GetAsync(host);

        Assert.Equal((404, "No MTA-STS policy is hosted under this name.\n"), (answer.Status, answer.Text));
        Assert.Equal(("text/plain; charset=utf-8", "no-store"), (answer["Content-Type"], answer["Cache-Control"]));
    }

    [Fact]
    public async Task A_forwarded_host_counts_for_nothing() =>
        Assert.Equal(404, (await SendAsync("GET", Path, ("Host", "app.example"), ("X-Forwarded-Host", Host))).Status);

    [Fact]
    public async Task A_change_in_the_table_is_served_within_the_refresh_time_under_another_tag()
    {
        var before = (await GetAsync(Host))["ETag"];
        await PutAsync("example.com", new TableEntity { ["Mode"] = "none", ["Mx"] = "mail.example.com", ["MaxAge"] = 86400 });

        var after = before;
        await WaitUntilAsync(async () => (after = (await GetAsync(Host))["ETag"]) != before);

        Assert.Equal($"\"{PolicyId.Compute(new Policy(PolicyMode.None, [MxPattern.Parse("mail.example.com")], 86400))}\"", after);
    }

    [Theory]
    [MemberData(nameof(InvalidRows), DisableDiscoveryEnumeration = true)]
    public async Task An_invalid_row_is_503_and_never_404_and_the_log_says_why(string what, TableEntity row)
    {
        await PutAsync("invalid.example", row);

        var answer = await GetAsync("mta-sts.invalid.example");

        Assert.Equal((what, 503, "30", "no-store"), (what, answer.Status, answer["Retry-After"], answer["Cache-Control"]));
        await WaitUntilAsync(() => Task.FromResult(Log.Contains("The policy in the row of invalid.example is invalid: MTASTS1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_good_policy_goes_on_when_its_row_becomes_invalid()
    {
        var good = (await GetAsync(Host)).Text;
        await PutAsync("example.com", new TableEntity { ["Mode"] = "enforced" });

        await WaitUntilAsync(async () =>
        {
            Assert.Equal(good, (await GetAsync(Host)).Text);
            return Log.Contains("MTASTS115", StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(Host, "The policy as mail servers read it")]
    [InlineData("app.example", "This host serves MTA-STS policies")]
    public async Task The_home_page_says_what_the_host_is_for(string host, string text)
    {
        var answer = await SendAsync("GET", "/", ("Host", host));

        Assert.Equal((200, "text/html; charset=utf-8"), (answer.Status, answer["Content-Type"]));
        Assert.Contains(text, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/health")]
    [InlineData("HEAD", "/health")]
    [InlineData("GET", "/alive")]
    [InlineData("HEAD", "/alive")]
    public async Task Probes_are_answered_with_nothing_more_to_say(string method, string path)
    {
        var answer = await SendAsync(method, path, ("Host", "app.example"));

        Assert.Equal((200, "", "no-store"), (answer.Status, answer.Text, answer["Cache-Control"]));
    }

    [Theory]
    [InlineData("mta-sts.other.example", Path)]
    [InlineData("example.com", Path)]
    [InlineData(Host, "/")]
    [InlineData("mta-sts.other.example", "/")]
    [InlineData(Host, "/health")]
    [InlineData(Host, "/alive")]
    public async Task No_answer_but_a_policy_can_be_read_as_one_nor_leads_elsewhere(string host, string path)
    {
        var answer = await SendAsync("GET", path, ("Host", host));

        Assert.False(PolicyParser.Parse(answer.Body).IsValid);
        Assert.NotInRange(answer.Status, 300, 399);
        Assert.Null(answer["Location"]);
    }

    /// <summary>Starts the host with these settings in its environment.</summary>
    protected abstract Task StartAsync(params (string Name, string Value)[] settings);

    /// <summary>Sends a request to the host; the header <c>Host</c> is always among the headers.</summary>
    protected abstract Task<HostAnswer> SendAsync(string method, string path, params (string Name, string Value)[] headers);

    protected abstract ValueTask StopAsync();

    private static async Task WaitUntilAsync(Func<Task<bool>> isSo)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
        {
            await Task.Delay(50, timeout.Token);
        }
    }

    private Task<HostAnswer> GetAsync(string host) => SendAsync("GET", Path, ("Host", host));

    private async Task PutAsync(string domain, TableEntity row)
    {
        row.PartitionKey = domain;
        row.RowKey = "policy";
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, Token);
    }
}
