namespace MtaSts.Functions.Tests.Server;

/// <summary>The server as users start it: a process, its settings in the environment.</summary>
public sealed class ServerProcessTests
{
    [Fact]
    public async Task By_default_the_sample_policy_is_served()
    {
        await using var app = await AppProcess.StartAsync();

        using var response = await app.GetAsync("mta-sts.example.localhost");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            "version: STSv1\r\nmode: testing\r\nmx: mail.example.localhost\r\nmx: *.mx.example.localhost\r\nmax_age: 604800\r\n",
            await response.Content.ReadAsStringAsync(Token));
    }

    [Theory, InlineData("ASPNETCORE_URLS", "http://127.0.0.1:0"), InlineData("Kestrel__Endpoints__Here__Url", "http://127.0.0.1:0")]
    public async Task It_listens_where_the_environment_says(string name, string value)
    {
        await using var app = await AppProcess.StartWithAsync([], (name, value));

        Assert.NotEqual(7071, app.Address.Port);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("localhost", "/health")).StatusCode);
    }

    [Fact]
    public async Task It_listens_on_port_7071_when_it_is_not_told_where()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 7071);
        if (CanListen(probe))
        {
            probe.Dispose();
            await using var app = await AppProcess.StartWithAsync([]);

            Assert.Equal(new Uri("http://localhost:7071"), app.Address);
            return;
        }

        var (output, exitCode) = await AppProcess.FailAsync([]);

        Assert.Equal((1, FormatTaken("http://127.0.0.1:7071")), (exitCode, output));
    }

    [Fact]
    public async Task An_address_that_is_taken_ends_it_with_a_line_that_says_which_and_what_to_do()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://{other.LocalEndpoint}";

        var (output, exitCode) = await AppProcess.FailAsync(["--urls", url]);

        Assert.Equal((1, FormatTaken(url)), (exitCode, output));
    }

    [Fact]
    public async Task It_stops_when_it_is_told_to()
    {
        await using var app = await AppProcess.StartAsync();

        Assert.Equal(0, await app.TerminateAsync());
        Assert.Contains("Application is shutting down", app.Output, Ordinal);
    }

    [Theory]
    [InlineData(
        "MtaSts__RefreshAfter", "5m",
        "MtaSts:RefreshAfter is '5m', which is not a duration. Write [days.]hours:minutes:seconds, such as 00:05:00.")]
    [InlineData(
        "MtaSts__MaxCachedDomains", "abc", "MtaSts:MaxCachedDomains is 'abc', which is not a whole number. Write one such as 10000.")]
    [InlineData(
        "MtaSts__RefreshAfter", "00:00:00",
        "MtaSts:RefreshAfter is 00:00:00, which is out of range. Write 00:00:01 to 1.00:00:00 ([days.]hours:minutes:seconds).")]
    [InlineData(
        "WEBSITE_SITE_NAME", "app",
        "No store is configured. Set PolicyStorage__tableServiceUri to https://<account>.table.core.windows.net, "
        + "or MtaSts__PolicyDirectory to a folder of <domain>.txt files.")]
    [InlineData(
        "MtaSts__DefaultTemplate", "exchange",
        "MtaSts:DefaultTemplate is set, but a folder of policy files holds no templates. Remove it, or use Table Storage (PolicyStorage) "
        + "or a SQLite file (MtaSts__PolicyDatabase).")]
    public async Task A_setting_that_cannot_be_used_ends_it_with_a_message_and_nothing_more(string name, string value, string message)
    {
        var (output, exitCode) = await AppProcess.FailAsync(["--urls", "http://127.0.0.1:0"], (name, value));

        Assert.Equal((1, message), (exitCode, output));
    }

    [Fact]
    public async Task A_setting_that_is_unknown_is_warned_about_by_name_at_start()
    {
        await using var app = await AppProcess.StartAsync(("MtaSts__RefreshAftr", "00:05:00"));

        Assert.Contains("MtaSts:RefreshAftr is not a setting and has no effect. Check its spelling.", app.Output, Ordinal);
    }

    private static string FormatTaken(string url) =>
        $"Failed to bind to address {url}: address already in use. "
        + "Stop what listens there, or choose another address, as in --urls http://localhost:8080.";

    private static bool CanListen(TcpListener listener)
    {
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
