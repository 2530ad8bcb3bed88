using MtaSts.Checks.Certificates;
using MtaSts.Policies;

namespace MtaSts.Checks.Fetching;

/// <summary>What a sender sees when it fetches a policy (RFC 8461 §3.3), as far as the fetch got.</summary>
public sealed record PolicyFetchResult
{
    /// <summary>The URL of the policy.</summary>
    public required Uri Url { get; init; }

    /// <summary>Why it failed; null if the response came completely, or as much of it as is read.</summary>
    public FetchFault? Fault { get; init; }

    /// <summary>The fault in the system's words; null without one.</summary>
    public string? FaultText { get; init; }

    /// <summary>The handshake; null if it got no certificate.</summary>
    public TlsSession? Tls { get; init; }

    /// <summary>Whether the host also supports TLS 1.2, which some senders need; null if unknown.</summary>
    public bool? SpeaksTls12 { get; init; }

    /// <summary>The HTTP status; null without a response.</summary>
    public int? Status { get; init; }

    /// <summary>The <c>Location</c> of a redirect.</summary>
    public string? Location { get; init; }

    /// <summary>The <c>Content-Type</c> as it was sent.</summary>
    public string? ContentType { get; init; }

    /// <summary>The <c>Content-Encoding</c> as it was sent, although none was requested.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>
    /// How long caches may keep the response, by its <c>Cache-Control</c>; null if it does not say so. Senders do not go by it
    /// (RFC 8461 §3.3), but an instance of the app serves a policy that was replaced no longer than that.
    /// </summary>
    public TimeSpan? CacheMaxAge { get; init; }

    /// <summary>
    /// How long ago the app read the policy from its store, by the response's <c>Age</c> (RFC 9111 §5.1); null if it does not say so.
    /// </summary>
    public TimeSpan? Age { get; init; }

    /// <summary>The body, cut to one byte more than a policy may have. Null if the status is not 200.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The time from the start of the connection to the first byte of the response.</summary>
    public TimeSpan? TimeToFirstByte { get; init; }

    /// <summary>The parsed body; null without one.</summary>
    public ParseResult<Policy>? Policy { get; init; }
}
