using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Primitives;
using MtaSts.Serving.Caching;

namespace MtaSts.Serving.Answers;

/// <summary>The answers of the serving contract (docs/architecture.md). Only <see cref="Policy"/> can be read as a policy.</summary>
internal sealed class PolicyResponses(TimeSpan maxAge)
{
    // Lower case to the letter: one sender compares it so.
    private const string PlainText = "text/plain; charset=utf-8";
    private const string NoStore = "no-store";

    private static readonly (string Name, string Value) RetryAfter = ("Retry-After", "30");

    private readonly string cacheControl = string.Create(CultureInfo.InvariantCulture, $"max-age={Math.Ceiling(maxAge.TotalSeconds)}");

    public static ServingResponse NotFound { get; } =
        Text(HttpStatusCode.NotFound, PlainText, NoStore, "No MTA-STS policy is hosted under this name.\n");

    /// <summary>503: whether a policy is hosted under this name is not known.</summary>
    public static ServingResponse Unavailable { get; } = Text(
        HttpStatusCode.ServiceUnavailable,
        PlainText,
        NoStore,
        "The policy cannot be read at the moment. Try again shortly.\n",
        RetryAfter);

    public static ServingResponse Empty(HttpStatusCode status) =>
        new(status, [("Cache-Control", NoStore), ("Content-Length", "0")], ReadOnlyMemory<byte>.Empty);

    /// <summary>200 with the policy, or 304 when the client has it (RFC 9110 §13.1.2).</summary>
    /// <remarks>
    /// Its age counts against max-age (RFC 9111 §4.2.3): a cache on the way does not keep it longer than this one, and what is over age
    /// says so.
    /// </remarks>
    public ServingResponse Policy(ServedPolicy policy, TimeSpan age, StringValues ifNoneMatch)
    {
        var ageSeconds = ((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return HasEntityTag(ifNoneMatch, policy.EntityTag)
            ? new(
                HttpStatusCode.NotModified,
                [("ETag", policy.EntityTag), ("Cache-Control", cacheControl), ("Age", ageSeconds)],
                ReadOnlyMemory<byte>.Empty)
            : new(
                HttpStatusCode.OK,
                [
                    ("ETag", policy.EntityTag), ("Cache-Control", cacheControl), ("Age", ageSeconds),
                    ("Content-Type", PlainText), ("Content-Length", policy.ContentLength),
                ],
                policy.Text);
    }

    /// <summary>A page; one that has no policy to show must not be kept.</summary>
    public ServingResponse Page(HttpStatusCode status, string html) => Text(
        status,
        "text/html; charset=utf-8",
        status == HttpStatusCode.OK ? cacheControl : NoStore,
        html,
        status == HttpStatusCode.ServiceUnavailable ? [RetryAfter] : []);

    private static ServingResponse Text(
        HttpStatusCode status, string contentType, string cacheControl, string text, params (string Name, string Value)[] more)
    {
        var body = Encoding.UTF8.GetBytes(text);
        var length = body.Length.ToString(CultureInfo.InvariantCulture);
        return new(status, [("Content-Type", contentType), ("Content-Length", length), ("Cache-Control", cacheControl), .. more], body);
    }

    /// <summary>If-None-Match = "*" / #entity-tag, compared weakly (RFC 9110 §13.1.2).</summary>
    private static bool HasEntityTag(StringValues ifNoneMatch, string entityTag)
    {
        foreach (var value in ifNoneMatch)
        {
            foreach (var part in value.AsSpan().Split(','))
            {
                var candidate = value.AsSpan()[part].Trim();
                candidate = candidate.StartsWith("W/", StringComparison.Ordinal) ? candidate[2..] : candidate;
                if (candidate.SequenceEqual(entityTag) || candidate is "*")
                {
                    return true;
                }
            }
        }

        return false;
    }
}

/// <summary>An answer, complete but for the headers that go on every one. A host leaves the body out where the request is a HEAD.</summary>
internal sealed record ServingResponse(HttpStatusCode Status, (string Name, string Value)[] Headers, ReadOnlyMemory<byte> Body);
