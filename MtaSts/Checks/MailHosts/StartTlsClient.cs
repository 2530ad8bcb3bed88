using MailKit.Net.Smtp;
using MailKit.Security;

namespace MtaSts.Checks.MailHosts;

/// <summary>An SMTP client that goes up to STARTTLS (RFC 3207 §4) and leaves TLS to its caller.</summary>
internal sealed class StartTlsClient : SmtpClient
{
    /// <summary>Reads the greeting, says EHLO and asks for TLS.</summary>
    /// <returns>Null if the host is ready for a handshake, else what it said instead.</returns>
    public async Task<string?> AskForTlsAsync(Stream transport, CancellationToken cancellationToken)
    {
        // The host and port are only for a log.
        await ConnectAsync(transport, "localhost", 25, SecureSocketOptions.None, cancellationToken);
        if (!Capabilities.HasFlag(SmtpCapabilities.StartTLS))
        {
            return "no STARTTLS in the response to EHLO";
        }

        var response = await SendCommandAsync("STARTTLS", cancellationToken);
        return response.StatusCode == SmtpStatusCode.ServiceReady ? null : $"{(int)response.StatusCode} {response.Response}";
    }
}
