namespace MtaSts.Checks.Fetching;

/// <summary>What ends a fetch before there is an answer.</summary>
public enum FetchFault
{
    /// <summary>No address accepted a connection.</summary>
    NoConnection,

    /// <summary>The TLS handshake failed.</summary>
    NoTls,

    /// <summary>The certificate was not accepted.</summary>
    BadCertificate,

    /// <summary>The answer breaks HTTP, its headers are too long, or it broke off.</summary>
    BadAnswer,

    /// <summary>The answer was not there in time.</summary>
    TooSlow,
}
