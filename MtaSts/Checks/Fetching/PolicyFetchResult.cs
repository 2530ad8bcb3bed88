using MtaSts.Checks.Certificates;
using MtaSts.Policies;

namespace MtaSts.Checks.Fetching;

/// <summary>What came of fetching a policy as a sender does (RFC 8461 §3.3), as far as it came.</summary>
public sealed record PolicyFetchResult
{
    /// <summary>Where it was fetched from.</summary>
    public required Uri Url { get; init; }

    /// <summary>What ended it early; null when the answer came whole, or as much of it as is read.</summary>
    public FetchFault? Fault { get; init; }

    /// <summary>What the fault was, in the words of the system; null without one.</summary>
    public string? FaultText { get; init; }

    /// <summary>The handshake; null when it never came to a certificate.</summary>
    public TlsSession? Tls { get; init; }

    /// <summary>Whether the host also speaks TLS 1.2, which some senders need; null when that was not tried.</summary>
    public bool? SpeaksTls12 { get; init; }

    /// <summary>The HTTP status; null without an answer.</summary>
    public int? Status { get; init; }

    /// <summary>Where a redirect leads.</summary>
    public string? Location { get; init; }

    /// <summary>The <c>Content-Type</c> as it was sent.</summary>
    public string? ContentType { get; init; }

    /// <summary>The <c>Content-Encoding</c> as it was sent, though none was asked for.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>The body; of a long one only so many bytes that the parser can tell. Null when the status is not 200, or there is none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>From the start of the connection to the first byte of the answer.</summary>
    public TimeSpan? TimeToFirstByte { get; init; }

    /// <summary>The reading of the body; null without one.</summary>
    public ParseResult<Policy>? Policy { get; init; }
}
