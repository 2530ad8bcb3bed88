namespace MtaSts.Checks.Results;

/// <summary>The step of a sender at which something was found (RFC 8461 §3, §4).</summary>
public enum CheckPhase
{
    /// <summary>Looking up names and records.</summary>
    Dns,

    /// <summary>Fetching the policy over HTTPS.</summary>
    Fetch,

    /// <summary>Parsing a record or the policy.</summary>
    Syntax,

    /// <summary>Comparing the MX with the policy, and the id and the policy with the store.</summary>
    Match,

    /// <summary>Verifying TLS and certificates, of the policy's host and of mail hosts.</summary>
    Certificate,

    /// <summary>Speaking SMTP with mail hosts.</summary>
    Smtp,

    /// <summary>Reporting how it went (RFC 8460).</summary>
    Report,
}
