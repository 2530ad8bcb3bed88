namespace MtaSts.Checks.MailHosts;

/// <summary>Why a sender cannot deliver over verified TLS.</summary>
public enum SmtpFault
{
    /// <summary>Port 25 could not be reached from here. Many networks block it, so this says nothing about the host.</summary>
    NotReachable,

    /// <summary>
    /// The conversation did not finish in time. Senders wait for minutes (RFC 5321 §4.5.3.2), so this says nothing about the host.
    /// </summary>
    TooSlow,

    /// <summary>The host does not speak SMTP, refused the client, or broke off.</summary>
    BadConversation,

    /// <summary>The host does not offer STARTTLS, or refuses it.</summary>
    NoStartTls,

    /// <summary>The TLS handshake failed.</summary>
    NoTls,

    /// <summary>The certificate was not accepted.</summary>
    BadCertificate,
}
