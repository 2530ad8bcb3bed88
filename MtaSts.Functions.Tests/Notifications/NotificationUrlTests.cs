using MtaSts.Cli.Notifications;

namespace MtaSts.Functions.Tests.Notifications;

public sealed class NotificationUrlTests
{
    [Theory]
    [InlineData("https://prod-12.westeurope.logic.azure.com:443/workflows/a", true)]
    [InlineData("https://a1.ae.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/a", true)]
    [InlineData("https://contoso.webhook.office.com/webhookb2/a", true)]
    [InlineData("https://CONTOSO.WEBHOOK.OFFICE.COM/webhookb2/a", true)]
    [InlineData("https://logic.azure.com.contoso.com/a", false)]
    [InlineData("https://notlogic.azure.com/a", false)]
    [InlineData("https://hooks.contoso.com/logic.azure.com", false)]
    public void A_workflow_of_Teams_is_known_by_its_host(string text, bool isOfTeams) =>
        Assert.Equal(isOfTeams, Parse(text).IsOfTeams);

    [Theory, InlineData("https://hooks.contoso.com/a"), InlineData(" https://hooks.contoso.com:8443/a \n")]
    [InlineData("http://localhost:8080/a"), InlineData("http://127.0.0.1/a"), InlineData("http://[::1]:8080/a")]
    public void Https_is_taken_and_http_on_this_machine(string text) => Assert.True(NotificationUrl.TryParse(text, out _));

    [Theory, InlineData(""), InlineData("hooks.contoso.com/a"), InlineData("/workflows/a"), InlineData("http://hooks.contoso.com/a")]
    [InlineData("http://localhost.contoso.com/a"), InlineData("http://10.0.0.1/a"), InlineData("ftp://localhost/a")]
    [InlineData("https://ann:pa55@hooks.contoso.com/a"), InlineData("file:///etc/passwd"), InlineData("mailto:ann@contoso.com")]
    public void Anything_else_is_refused(string text) => Assert.False(NotificationUrl.TryParse(text, out _));

    [Fact]
    public void The_text_of_a_url_is_its_host() => Assert.Equal("hooks.contoso.com", $"{Parse(WebhookServer.UrlOf("hooks.contoso.com"))}");

    [Theory]
    [InlineData("no trigger at /workflows/pq8c4f1b2a7e/triggers/manual/paths/invoke", "pq8c4f1b2a7e")]
    [InlineData("sig=Zm9vYmFy%2FZm9vYmFy_c2VjcmV0 is wrong", "Zm9vYmFy")]
    [InlineData("sig 'Zm9vYmFy/Zm9vYmFy_c2VjcmV0' is wrong", "Zm9vYmFy")]
    [InlineData("{\"uri\":\"https://x/workflows/PQ8C4F1B2A7E?a\\u0026sig=Zm9vYmFy%2fZm9vYmFy_c2VjcmV0\"}", "Zm9vYmFy")]
    public void What_a_server_repeats_of_the_url_is_left_out(string text, string secret)
    {
        var redacted = Parse(WebhookServer.UrlOf("hooks.contoso.com")).Redact(text);

        Assert.DoesNotContain(secret, redacted, OrdinalIgnoreCase);
        Assert.Contains("…", redacted, Ordinal);
    }

    private static NotificationUrl Parse(string text)
    {
        Assert.True(NotificationUrl.TryParse(text, out var url));
        return url;
    }
}
