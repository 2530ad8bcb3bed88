namespace MtaSts.Checks.MailHosts;

/// <summary>What keeps a sender from delivering over verified TLS.</summary>
public enum SmtpFault
{
    /// <summary>Port 25 could not be reached, from here: many networks close it, so nothing is known about the host.</summary>
    NotReachable,

    /// <summary>The conversation did not come to an end in time. Senders wait for minutes (RFC 5321 §4.5.3.2), so nothing is known.</summary>
    TooSlow,

    /// <summary>The host did not speak SMTP, refused, or broke off.</summary>
    BadConversation,

    /// <summary>The host does not offer STARTTLS, or refuses it.</summary>
    NoStartTls,

    /// <summary>The TLS handshake failed.</summary>
    NoTls,

    /// <summary>The certificate was not accepted.</summary>
    BadCertificate,
}
