namespace MtaSts.Functions.Tests.Server;

/// <summary>Requests that no client library would send.</summary>
public sealed class RawRequestTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("no Host, HTTP/1.1", "GET /.well-known/mta-sts.txt HTTP/1.1\r\n\r\n", "400")]
    [InlineData("no Host, HTTP/1.0", "GET /.well-known/mta-sts.txt HTTP/1.0\r\n\r\n", "404")]
    [InlineData("empty Host", "GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost:\r\n\r\n", "404")]
    [InlineData("no domain", "GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: mta-sts.\r\n\r\n", "404")]
    [InlineData("IP address", "GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "404")]
    [InlineData("IPv6 address", "GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", "404")]
    [InlineData("U-label", "GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: mta-sts.bücher.example\r\n\r\n", "400")]
    [InlineData("percent-encoding", "GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: mta-sts.%65xample.localhost\r\n\r\n", "400")]
    [InlineData("two Hosts", "GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: mta-sts.example.localhost\r\nHost: b\r\n\r\n", "400")]
    [InlineData(
        "upper case, port, trailing dot", "GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: MTA-STS.EXAMPLE.LOCALHOST.:80\r\n\r\n", "200")]
    [InlineData("another path", "GET /.well-known/mta-sts.txt/.. HTTP/1.1\r\nHost: mta-sts.example.localhost\r\n\r\n", "404")]
    [InlineData(
        "a path in the target",
        "GET http://mta-sts.example.localhost/.well-known/mta-sts.txt HTTP/1.1\r\nHost: mta-sts.example.localhost\r\n\r\n", "200")]
    [InlineData("encoded path", "GET /%2e%77ell-known/mta-sts.txt HTTP/1.1\r\nHost: mta-sts.example.localhost\r\n\r\n", "200")]
    [InlineData("POST", "POST /.well-known/mta-sts.txt HTTP/1.1\r\nHost: mta-sts.example.localhost\r\nContent-Length: 0\r\n\r\n", "405")]
    [InlineData("no HTTP", "\u0016\u0003\u0001\r\n\r\n", "400")]
    public async Task A_request_by_hand_is_answered_as_it_should_be(string what, string request, string status)
    {
        var answer = await SendAsync(request);

        Assert.True(answer.StartsWith($"HTTP/1.1 {status} ", Ordinal), $"{what}: {answer}");
        Assert.Equal(status == "200", answer.Contains("version: STSv1", Ordinal));
    }

    [Theory, InlineData("host of 5,000 characters", "Host: mta-sts.{0}.example\r\n", 5_000, "404")]
    [InlineData("header of 100 kB", "Host: mta-sts.example.localhost\r\nX-Long: {0}\r\n", 100_000, "431")]
    public async Task A_request_that_is_too_large_is_refused(string what, string headers, int length, string status)
    {
        var filled = headers.Replace("{0}", new string('a', length), Ordinal);

        var answer = await SendAsync($"GET /.well-known/mta-sts.txt HTTP/1.1\r\n{filled}\r\n");

        Assert.True(answer.StartsWith($"HTTP/1.1 {status} ", Ordinal), $"{what}: {answer}");
        Assert.Equal(HttpStatusCode.OK, (await app.Process.GetAsync("mta-sts.example.localhost")).StatusCode);
    }

    /// <summary>Sends these very bytes, but for asking that the connection ends with the answer, and reads until it does.</summary>
    private async Task<string> SendAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(app.Process.Address.Host, app.Process.Address.Port, Token);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request.Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", Ordinal)), Token);
        }
        catch (IOException)
        {
            // The server may refuse before it has read all.
        }

        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, Token);
        return Encoding.UTF8.GetString(answer.ToArray());
    }
}

/// <summary>One app on the embedded default, for tests that only ask it.</summary>
public sealed class AppFixture : IAsyncLifetime
{
    internal AppProcess Process { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Process = await AppProcess.StartAsync();
    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
