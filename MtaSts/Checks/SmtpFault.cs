namespace MtaSts.Checks;

/// <summary>What keeps a sender from delivering over verified TLS.</summary>
public enum SmtpFault
{
    /// <summary>Port 25 could not be reached, from here: many networks close it, so nothing is known about the host.</summary>
    NotReachable,

    /// <summary>The host did not speak SMTP, refused, or broke off.</summary>
    BadConversation,

    /// <summary>The host does not offer STARTTLS.</summary>
    NoStartTls,

    /// <summary>The TLS handshake failed.</summary>
    NoTls,

    /// <summary>The certificate was not accepted.</summary>
    BadCertificate,
}
