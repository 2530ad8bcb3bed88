using MtaSts.Checks.Certificates;

namespace MtaSts.Checks.MailHosts;

/// <summary>What a sender sees when it asks a mail host for STARTTLS (RFC 3207), as far as it got.</summary>
public sealed record SmtpProbeResult
{
    /// <summary>The mail host, as its MX names it.</summary>
    public required string Host { get; init; }

    /// <summary>Why it failed; null if TLS was established and the certificate accepted.</summary>
    public SmtpFault? Fault { get; init; }

    /// <summary>The fault in the words of the host or the system; null without one.</summary>
    public string? FaultText { get; init; }

    /// <summary>The handshake; null if it got no certificate.</summary>
    public TlsSession? Tls { get; init; }

    /// <summary>Whether the host also supports TLS 1.2, which some senders need; null if unknown.</summary>
    public bool? SpeaksTls12 { get; init; }
}
