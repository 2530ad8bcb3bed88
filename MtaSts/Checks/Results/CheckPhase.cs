namespace MtaSts.Checks.Results;

/// <summary>At which step of a sender's way to a domain something was found (RFC 8461 §3, §4).</summary>
public enum CheckPhase
{
    /// <summary>Looking up names and records.</summary>
    Dns,

    /// <summary>Fetching the policy over HTTPS.</summary>
    Fetch,

    /// <summary>ParseResult a record or the policy.</summary>
    Syntax,

    /// <summary>Comparing: MX with the policy, the id and the text with what is kept.</summary>
    Match,

    /// <summary>Verifying TLS and certificates, of the policy's host and of mail hosts.</summary>
    Certificate,

    /// <summary>Speaking SMTP with mail hosts.</summary>
    Smtp,
}
