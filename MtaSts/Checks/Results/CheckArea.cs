namespace MtaSts.Checks.Results;

/// <summary>The areas of a check, in the order in which a sender needs them.</summary>
public enum CheckArea
{
    /// <summary>The TXT record <c>_mta-sts</c> (RFC 8461 §3.1).</summary>
    MtaStsRecord,

    /// <summary>The TXT record <c>_smtp._tls</c> (RFC 8460 §3).</summary>
    TlsRptRecord,

    /// <summary>The names and addresses of <c>mta-sts.&lt;domain&gt;</c>.</summary>
    Host,

    /// <summary>The policy, and the TLS that it is fetched over (RFC 8461 §3.2, §3.3).</summary>
    Policy,

    /// <summary>The MX, and whether the policy covers it (RFC 8461 §4.1).</summary>
    Mx,

    /// <summary>The mail hosts' STARTTLS and certificates (RFC 8461 §4.2).</summary>
    Smtp,

    /// <summary>What senders report of their sessions (RFC 8460 §4).</summary>
    Reports,
}
