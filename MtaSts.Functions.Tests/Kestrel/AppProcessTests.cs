using System.Net;
using System.Net.Sockets;

namespace MtaSts.Functions.Tests.Kestrel;

/// <summary>The app as users start it: a process, its settings in the environment.</summary>
public sealed class AppProcessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_the_embedded_default_the_sample_policy_is_served()
    {
        await using var app = await AppProcess.StartAsync();

        using var response = await app.GetAsync("mta-sts.example.localhost");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            "version: STSv1\r\nmode: testing\r\nmx: mail.example.localhost\r\nmx: *.mx.example.localhost\r\nmax_age: 604800\r\n",
            await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task It_listens_where_the_environment_says()
    {
        await using var app = await AppProcess.StartWithAsync([], ("ASPNETCORE_URLS", "http://127.0.0.1:0"));

        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("localhost", "/health")).StatusCode);
    }

    [Fact]
    public async Task It_listens_on_port_7071_when_nobody_says_where()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 7071))
        {
            Assert.SkipUnless(CanListen(probe), "Port 7071 is taken on this machine.");
        }

        await using var app = await AppProcess.StartWithAsync([]);

        Assert.Equal(new Uri("http://localhost:7071"), app.Address);
    }

    [Fact]
    public async Task It_stops_when_it_is_told_to()
    {
        await using var app = await AppProcess.StartAsync();

        Assert.Equal(0, await app.TerminateAsync());
        Assert.Contains("Application is shutting down", app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_cannot_be_kept_ends_it_with_a_message()
    {
        var (output, exitCode) = await AppProcess.FailAsync(("MtaSts__RefreshAfter", "00:00:00"));

        Assert.NotEqual(0, exitCode);
        Assert.Contains("MtaSts:RefreshAfter is 00:00:00; write 00:00:01 to 1.00:00:00 (days.hours:minutes:seconds).", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_azure_without_a_store_it_does_not_start()
    {
        var (output, exitCode) = await AppProcess.FailAsync(("WEBSITE_SITE_NAME", "app"));

        Assert.NotEqual(0, exitCode);
        Assert.Contains("No store is configured. Set PolicyStorage__tableServiceUri to", output, StringComparison.Ordinal);
    }

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
