using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;

namespace MtaSts.Cli.Store;

internal static class Operator
{
    private const string StorageScope = "https://storage.azure.com/.default";

    /// <summary>The user of the machine, where the store does not ask who comes.</summary>
    public static Task<string> FromSystem(CancellationToken cancellationToken) => Task.FromResult(
        $"{Environment.UserName}@{Environment.MachineName}");

    /// <summary>The signed-in user, or the application, as the identity's own token names it.</summary>
    public static async Task<string> FromIdentityAsync(TokenCredential credential, CancellationToken cancellationToken)
    {
        var token = await credential.GetTokenAsync(new TokenRequestContext([StorageScope]), cancellationToken);
        return NameIn(token.Token) ?? await FromSystem(cancellationToken);
    }

    /// <summary>The object id of the same; null where the token has none, or there is none any more.</summary>
    public static async Task<string?> FindObjectIdAsync(TokenCredential credential, CancellationToken cancellationToken)
    {
        try
        {
            var token = await credential.GetTokenAsync(new TokenRequestContext([StorageScope]), cancellationToken);
            return FindClaim(token.Token, "oid");
        }
        catch (AuthenticationFailedException)
        {
            // It is asked for the sake of a message about another error.
            return null;
        }
    }

    /// <summary>The name in a JSON Web Token (RFC 7519 §3); null when it has none. Not verified: the store does that.</summary>
    public static string? NameIn(string token) => FindClaim(token, "upn", "unique_name", "app_displayname", "appid", "oid");

    private static string? FindClaim(string token, params ReadOnlySpan<string> names)
    {
        try
        {
            var payload = token.Split('.') is [_, var part, ..] ? part.Replace('-', '+').Replace('_', '/') : "";
            using var claims = JsonDocument.Parse(
                Encoding.UTF8.GetString(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '='))));
            foreach (var claim in names)
            {
                if (claims.RootElement.TryGetProperty(claim, out var name) && name.ValueKind == JsonValueKind.String)
                {
                    return name.GetString();
                }
            }

            return null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
