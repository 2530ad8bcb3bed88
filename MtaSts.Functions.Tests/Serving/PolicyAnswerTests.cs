using MtaSts.Serving.Answers;

namespace MtaSts.Functions.Tests.Serving;

public sealed class PolicyAnswerTests : ServingTests
{
    private const string Text = "version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmax_age: 604800\r\n";

    public PolicyAnswerTests() => store.Put("example.com", "enforce");

    public static TheoryData<string, string?> NoPolicyHosts => BadHosts.All;

    [Fact]
    public async Task A_hosted_domain_gets_its_policy_to_the_letter()
    {
        var response = await AskAsync("mta-sts.example.com");

        Assert.Equal(HttpStatusCode.OK, response.Status);
        Assert.Equal(Text, ServingSetup.GetText(response));
        Assert.Equal("text/plain; charset=utf-8", ServingSetup.GetHeader(response, "Content-Type"));
        Assert.Equal($"{Text.Length}", ServingSetup.GetHeader(response, "Content-Length"));
        Assert.Equal("max-age=60", ServingSetup.GetHeader(response, "Cache-Control"));
        Assert.Equal($"\"{PolicyId.ComputeDigest(Encoding.ASCII.GetBytes(Text))}\"", ServingSetup.GetHeader(response, "ETag"));
        Assert.Equal("0", ServingSetup.GetHeader(response, "Age"));
        Assert.Equal(5, response.Headers.Length);
    }

    [Theory, InlineData(null), InlineData("*")]
    public async Task The_time_since_the_policy_was_read_counts_against_its_max_age(string? ifNoneMatch)
    {
        await AskAsync("mta-sts.example.com");
        time.Advance(TimeSpan.FromSeconds(59.9));

        var response = await AskAsync("mta-sts.example.com", ifNoneMatch);

        Assert.Equal("59", ServingSetup.GetHeader(response, "Age"));
        Assert.Equal("max-age=60", ServingSetup.GetHeader(response, "Cache-Control"));
    }

    [Fact]
    public async Task A_policy_that_is_over_age_because_the_store_fails_says_so_to_the_client_and_in_the_log()
    {
        await AskAsync("mta-sts.example.com");
        store.Failure = new PolicyStoreException("down");
        time.Advance(TimeSpan.FromHours(1));

        var response = await AskAsync("mta-sts.example.com");
        await AskAsync("mta-sts.example.com");

        Assert.Equal(HttpStatusCode.OK, response.Status);
        Assert.Equal(Text, ServingSetup.GetText(response));
        Assert.Equal("3600", ServingSetup.GetHeader(response, "Age"));
        Assert.Equal("max-age=60", ServingSetup.GetHeader(response, "Cache-Control"));
        Assert.Equal(
            [
                "Error: The policy of example.com could not be loaded; an older one is served: True down",
                "Warning: The policy of example.com was loaded 3600 seconds ago and is still served, because no later load has succeeded",
            ],
            serving.Log.Lines.Skip(1));
    }

    [Theory, InlineData("MTA-STS.EXAMPLE.COM"), InlineData("mta-sts.example.com."), InlineData("mta-sts.example.com:443")]
    public async Task The_host_may_come_in_any_case_with_port_or_trailing_dot(string host) =>
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(host)).Status);

    [Theory, InlineData("{0}"), InlineData("W/{0}"), InlineData("*"), InlineData("\"other\", {0}")]
    [InlineData("\"other\",W/{0} , \"more\"")]
    public async Task Who_has_the_policy_already_gets_304(string ifNoneMatch)
    {
        var tag = $"\"{PolicyId.ComputeDigest(Encoding.ASCII.GetBytes(Text))}\"";
        var header = ifNoneMatch.Replace("{0}", tag, Ordinal);

        var response = await AskAsync("mta-sts.example.com", header);

        Assert.Equal(HttpStatusCode.NotModified, response.Status);
        Assert.Equal(tag, ServingSetup.GetHeader(response, "ETag"));
        Assert.True(response.Body.IsEmpty);
    }

    [Theory, InlineData(""), InlineData("\"other\""), InlineData("other"), InlineData("\""), InlineData("W/"), InlineData(",,,")]
    public async Task Who_has_something_else_gets_the_policy(string ifNoneMatch) =>
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("mta-sts.example.com", ifNoneMatch)).Status);

    [Theory, MemberData(nameof(NoPolicyHosts))]
    public async Task A_host_that_is_no_policy_host_gets_404_without_a_look_at_the_store(string what, string? host)
    {
        var response = await AskAsync(host);

        Assert.Equal((what, HttpStatusCode.NotFound), (what, response.Status));
        Assert.Equal(0, store.TotalReads);
    }

    [Fact]
    public async Task A_domain_that_is_not_hosted_gets_404_and_one_plain_line()
    {
        var response = await AskAsync("mta-sts.other.example");

        Assert.Equal(HttpStatusCode.NotFound, response.Status);
        Assert.Equal("No MTA-STS policy is hosted under this name.\n", ServingSetup.GetText(response));
        Assert.Equal("text/plain; charset=utf-8", ServingSetup.GetHeader(response, "Content-Type"));
        Assert.Equal("no-store", ServingSetup.GetHeader(response, "Cache-Control"));
    }

    [Fact]
    public async Task A_store_that_fails_makes_503_with_a_time_to_try_again_and_never_404()
    {
        store.Failure = new PolicyStoreException("down");

        var response = await AskAsync("mta-sts.other.example");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.Status);
        Assert.Equal("30", ServingSetup.GetHeader(response, "Retry-After"));
        Assert.Equal("no-store", ServingSetup.GetHeader(response, "Cache-Control"));
    }

    [Fact]
    public async Task An_invalid_row_makes_503_and_a_log_with_the_domain_and_the_finding()
    {
        store.Failure = new InvalidPolicyException("the row of example.com", PolicyParser.Parse("mode: maybe\n"u8).Findings);

        var response = await AskAsync("mta-sts.example.com");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.Status);
        var line = Assert.Single(serving.Log.Lines);
        Assert.StartsWith("Error: The policy of example.com could not be loaded; an older one is served: False", line, Ordinal);
        Assert.Contains("MTASTS115 error line 1, column 7: 'maybe' is not a mode.", line, Ordinal);
    }

    [Fact]
    public async Task No_answer_without_a_policy_can_be_read_as_one()
    {
        var missing = await AskAsync("mta-sts.other.example");
        store.Failure = new PolicyStoreException("down");
        var failing = await AskAsync("mta-sts.third.example");

        foreach (var body in new[] { missing.Body.ToArray(), failing.Body.ToArray() })
        {
            Assert.False(PolicyParser.Parse(body).IsValid);
            Assert.DoesNotContain("STSv1", Encoding.ASCII.GetString(body), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(":", Encoding.ASCII.GetString(body), Ordinal);
        }
    }

    private Task<ServingResponse> AskAsync(string? host, string? ifNoneMatch = null) => serving.AskAsync(host, ifNoneMatch: ifNoneMatch);
}
