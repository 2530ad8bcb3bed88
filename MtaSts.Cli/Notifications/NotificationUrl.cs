using System.Diagnostics.CodeAnalysis;

namespace MtaSts.Cli.Notifications;

/// <summary>
/// Where notifications go. Anybody who has the URL can post there, so no message, log or file gets more of it than the host.
/// </summary>
internal sealed class NotificationUrl
{
    private const int ShortestSecret = 6;
    private const string Hidden = "…";

    // Power Automate's workflows, of old and new environments, and the channel connectors before them.
    private static readonly string[] TeamsHosts = [".logic.azure.com", ".powerplatform.com", ".webhook.office.com"];

    private NotificationUrl(Uri address) => Address = address;

    public Uri Address { get; }

    public string Host => Address.IdnHost;

    public bool IsOfTeams => Array.Exists(TeamsHosts, suffix => Host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    public static bool TryParse(string text, [NotNullWhen(true)] out NotificationUrl? url)
    {
        url = Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            && address.UserInfo.Length == 0
                ? new NotificationUrl(address)
                : null;
        return url is not null;
    }

    /// <summary>A text without the parts of the URL, for what a server says.</summary>
    public string Redact(string text) => FindSecrets().OrderByDescending(secret => secret.Length)
        .Aggregate(text, (rest, secret) => rest.Replace(secret, Hidden, StringComparison.OrdinalIgnoreCase));

    public override string ToString() => Host;

    private IEnumerable<string> FindSecrets() =>
        from part in Address.PathAndQuery.Split('/', '?', '&', '=')
        from form in (string[])[part, Uri.UnescapeDataString(part)]
        where form.Length >= ShortestSecret
        select form;
}
