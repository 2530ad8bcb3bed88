using MtaSts.Checks.Certificates;

namespace MtaSts.Checks.MailHosts;

/// <summary>What came of asking a mail host for STARTTLS (RFC 3207), as far as it came.</summary>
public sealed record SmtpProbeResult
{
    /// <summary>The mail host.</summary>
    public required string Host { get; init; }

    /// <summary>What ended it early; null when TLS was established and the certificate accepted.</summary>
    public SmtpFault? Fault { get; init; }

    /// <summary>What the fault was, in the words of the host or of the system; null without one.</summary>
    public string? FaultText { get; init; }

    /// <summary>The handshake; null when it never came to a certificate.</summary>
    public TlsSession? Tls { get; init; }

    /// <summary>Whether the host also speaks TLS 1.2, which some senders need; null when that was not tried.</summary>
    public bool? SpeaksTls12 { get; init; }
}
