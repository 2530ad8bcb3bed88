namespace MtaSts.Checks.Fetching;

/// <summary>Why a fetch got no complete response.</summary>
public enum FetchFault
{
    /// <summary>No address of the host accepted a connection.</summary>
    NoConnection,

    /// <summary>The TLS handshake failed.</summary>
    NoTls,

    /// <summary>The certificate was not accepted.</summary>
    BadCertificate,

    /// <summary>The response is not valid HTTP, has too long headers, or broke off.</summary>
    BadAnswer,

    /// <summary>The response was not complete in time.</summary>
    TooSlow,
}
