using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using MtaSts.Functions.Serving;

namespace MtaSts.Functions;

/// <summary>The answers of the serving contract (docs/architecture.md). None but <see cref="PolicyAsync"/> can be read as a policy.</summary>
internal static class PolicyResponses
{
    // Lower case to the letter: one sender compares it so.
    private const string PlainText = "text/plain; charset=utf-8";
    private const string Minute = "max-age=60";
    private const string RetryAfterSeconds = "30";

    /// <summary>200 with the policy, or 304 when the client has it (RFC 9110 §13.1.2).</summary>
    public static async Task<HttpResponseData> PolicyAsync(HttpRequestData request, ServedPolicy policy)
    {
        var isKnown = HasEntityTag(request, policy.EntityTag);
        var response = request.CreateResponse(isKnown ? HttpStatusCode.NotModified : HttpStatusCode.OK);
        AddHeader(response, "ETag", policy.EntityTag);
        AddHeader(response, "Cache-Control", Minute);
        if (!isKnown)
        {
            AddHeader(response, "Content-Type", PlainText);
            AddHeader(response, "Content-Length", policy.ContentLength);
            await response.Body.WriteAsync(policy.Text);
        }

        return response;
    }

    /// <summary>404: no policy is hosted under this name.</summary>
    public static Task<HttpResponseData> NotFoundAsync(HttpRequestData request) =>
        PlainAsync(request, HttpStatusCode.NotFound, "No MTA-STS policy is hosted under this name.\n");

    /// <summary>503: whether a policy is hosted under this name is not known.</summary>
    public static async Task<HttpResponseData> UnavailableAsync(HttpRequestData request)
    {
        var response = await PlainAsync(request, HttpStatusCode.ServiceUnavailable, "The policy cannot be read at the moment; try again shortly.\n");
        AddHeader(response, "Retry-After", RetryAfterSeconds);
        return response;
    }

    /// <summary>An empty answer that nobody may keep.</summary>
    public static HttpResponseData Empty(HttpRequestData request, HttpStatusCode status)
    {
        var response = request.CreateResponse(status);
        AddHeader(response, "Cache-Control", "no-store");
        AddHeader(response, "Content-Length", "0");
        return response;
    }

    /// <summary>A page; one about a failure must not be kept.</summary>
    public static Task<HttpResponseData> PageAsync(HttpRequestData request, HttpStatusCode status, string html) =>
        TextAsync(request, status, "text/html; charset=utf-8", status == HttpStatusCode.OK ? Minute : "no-store", html);

    private static Task<HttpResponseData> PlainAsync(HttpRequestData request, HttpStatusCode status, string line) =>
        TextAsync(request, status, PlainText, "no-store", line);

    private static async Task<HttpResponseData> TextAsync(
        HttpRequestData request, HttpStatusCode status, string contentType, string cacheControl, string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var response = request.CreateResponse(status);
        AddHeader(response, "Content-Type", contentType);
        AddHeader(response, "Content-Length", bytes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        AddHeader(response, "Cache-Control", cacheControl);
        await response.Body.WriteAsync(bytes);
        return response;
    }

    /// <summary>If-None-Match = "*" / #entity-tag, compared weakly (RFC 9110 §13.1.2).</summary>
    private static bool HasEntityTag(HttpRequestData request, string entityTag)
    {
        if (!request.Headers.NonValidated.TryGetValues("If-None-Match", out var values))
        {
            return false;
        }

        foreach (var value in values)
        {
            foreach (var part in value.AsSpan().Split(','))
            {
                var candidate = value.AsSpan(part).Trim();
                candidate = candidate.StartsWith("W/", StringComparison.Ordinal) ? candidate[2..] : candidate;
                if (candidate.SequenceEqual(entityTag) || candidate is "*")
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void AddHeader(HttpResponseData response, string name, string value) =>
        response.Headers.TryAddWithoutValidation(name, value);
}
