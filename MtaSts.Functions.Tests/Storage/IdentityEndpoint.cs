using System.Buffers.Text;

namespace MtaSts.Functions.Tests.Storage;

/// <summary>
/// The endpoint that gives an app on App Service the tokens of its managed identity; these are for storage, and nobody signed them.
/// </summary>
internal sealed class IdentityEndpoint : IDisposable
{
    private const string Secret = "of-the-tests";

    private readonly HttpListener listener = new();
    private readonly Dictionary<string, object> identity;

    /// <param name="claims">What the tokens say of the identity; without any, there is none.</param>
    public IdentityEndpoint(params (string Name, string Value)[] claims)
    {
        identity = claims.ToDictionary(claim => claim.Name, claim => (object)claim.Value);
        Url = $"http://127.0.0.1:{AzuriteServer.FindFreePort()}/msi/token";
        listener.Prefixes.Add($"{Url}/");
        listener.Start();
        _ = AnswerAsync();
    }

    /// <summary>By these an app finds the endpoint.</summary>
    public (string Name, string Value)[] Environment => [("IDENTITY_ENDPOINT", Url), ("IDENTITY_HEADER", Secret)];

    private string Url { get; }

    public void Dispose() => listener.Close();

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var response = context.Response;
                var isKnown = identity.Count > 0 && context.Request.Headers["X-IDENTITY-HEADER"] == Secret;
                response.StatusCode = isKnown ? 200 : 400;
                response.ContentType = "application/json";
                JsonSerializer.Serialize(
                    response.OutputStream,
                    isKnown
                        ? CreateResponse(context.Request.QueryString["resource"]!)
                        : new() { ["message"] = "There is no managed identity." });
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private Dictionary<string, object> CreateResponse(string resource)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>(identity)
        {
            ["aud"] = resource,
            ["iss"] = "https://sts.windows.net/00000000-0000-0000-0000-000000000001/",
            ["iat"] = now - 60,
            ["nbf"] = now - 60,
            ["exp"] = now + 3600,
        };
        return new()
        {
            ["access_token"] = $"{Encode(new { alg = "none", typ = "JWT" })}.{Encode(claims)}.{Encode("unsigned")}",
            ["expires_on"] = $"{now + 3600}",
            ["resource"] = resource,
            ["token_type"] = "Bearer",
            ["client_id"] = "00000000-0000-0000-0000-000000000002",
        };
    }

    private static string Encode(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
