using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MtaSts.Checks.Certificates;
using MtaSts.Checks.Fetching;

namespace MtaSts.Checks.MailHosts;

/// <summary>
/// Asks a mail host for STARTTLS as a sender does, and verifies its certificate for its MX name (RFC 8461 §4.2); sends no mail. Bounded in
/// time and memory, whatever the host sends. Revocation is not checked, as in <see cref="PolicyProbe"/>. Safe for concurrent use.
/// </summary>
/// <param name="authorities">The trusted roots; null for the system's.</param>
/// <param name="limit">The time for one host; null for 10 seconds.</param>
/// <param name="time">The clock; null for the system's.</param>
public sealed class SmtpProbe(X509Certificate2Collection? authorities = null, TimeSpan? limit = null, TimeProvider? time = null)
{
    private const int MaximumAnswer = 65_536;

    private readonly TimeSpan limit = limit ?? TimeSpan.FromSeconds(10);
    private readonly TimeProvider time = time ?? TimeProvider.System;
    private readonly TlsHandshake handshake = new(authorities, time ?? TimeProvider.System);

    /// <summary>25, except in tests.</summary>
    internal int Port { get; init; } = 25;

    /// <summary>Asks <paramref name="host"/> for STARTTLS; every failure is a fault in the result.</summary>
    /// <param name="host">The mail host, as its MX names it.</param>
    /// <param name="addresses">Its addresses, tried in this order until one accepts a connection.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<SmtpProbeResult> ProbeAsync(string host, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(addresses);
        var answer = new SmtpProbeResult { Host = host };
        if (Uri.CheckHostName(host) != UriHostNameType.Dns)
        {
            return answer with { Fault = SmtpFault.NotReachable, FaultText = "it is not a host name" };
        }

        using var timeout = new CancellationTokenSource(limit, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var connection = await TcpConnection.TryEachAsync(addresses, Port, limit, time, cancellationToken);
        if (connection is not { Stream: { } transport, Address: { } address })
        {
            return answer with { Fault = SmtpFault.NotReachable, FaultText = connection.Fault };
        }

        await using (transport)
        {
            answer = await AskAsync(answer, transport, deadline.Token);
            var speaksTls12 = await handshake.SpeaksTls12Async(
                answer.Tls, host, token => ConnectAgainAsync(address, token), deadline.Token);
            cancellationToken.ThrowIfCancellationRequested();
            return answer with { SpeaksTls12 = speaksTls12 };
        }
    }

    private async Task<SmtpProbeResult> AskAsync(SmtpProbeResult answer, NetworkStream transport, CancellationToken cancellationToken)
    {
        try
        {
            if (await AskForTlsAsync(transport, cancellationToken) is { } refusal)
            {
                await QuitAsync(transport, cancellationToken);
                return answer with { Fault = SmtpFault.NoStartTls, FaultText = refusal };
            }

            var attempt = await handshake.AttemptAsync(transport, answer.Host, SslProtocols.None, cancellationToken);
            if (attempt.Stream is not { } stream)
            {
                var fault = attempt.IsCertificateRefused ? SmtpFault.BadCertificate : SmtpFault.NoTls;
                return answer with { Tls = attempt.Session, Fault = fault, FaultText = attempt.Fault };
            }

            answer = answer with { Tls = attempt.Session };
            await using (stream)
            {
                await QuitAsync(stream, cancellationToken);
            }

            return answer;
        }
        catch (SmtpCommandException exception)
        {
            return answer with { Fault = SmtpFault.BadConversation, FaultText = $"{(int)exception.StatusCode} {exception.Message}" };
        }
        catch (Exception exception) when (exception is ProtocolException or IOException)
        {
            return answer with { Fault = SmtpFault.BadConversation, FaultText = exception.Message };
        }
        catch (OperationCanceledException)
        {
            return answer with { Fault = SmtpFault.TooSlow, FaultText = $"not finished within {limit.TotalSeconds} seconds" };
        }
    }

    private async Task<Stream?> ConnectAgainAsync(IPAddress address, CancellationToken cancellationToken)
    {
        var transport = await TcpConnection.OpenAsync([address], Port, cancellationToken);
        try
        {
            if (await AskForTlsAsync(transport, cancellationToken) is null)
            {
                return transport;
            }
        }
        catch (Exception exception) when (
            exception is SmtpCommandException or ProtocolException or IOException or OperationCanceledException)
        {
            // The host answered a moment ago; that it does not accept a second connection says nothing about TLS 1.2.
        }

        await transport.DisposeAsync();
        return null;
    }

    /// <summary>Like <see cref="StartTlsClient.AskForTlsAsync"/>; the connection stays open.</summary>
    private static async Task<string?> AskForTlsAsync(NetworkStream transport, CancellationToken cancellationToken)
    {
        // RFC 5321 §4.1.4: a client without a name gives its address.
        var own = ((IPEndPoint)transport.Socket.LocalEndPoint!).Address;
        var client = new StartTlsClient { LocalDomain = (own.IsIPv4MappedToIPv6 ? own.MapToIPv4() : own).ToString() };
        return await client.AskForTlsAsync(new BoundedStream(transport, MaximumAnswer), cancellationToken);
    }

    // The response is not awaited: everything is known by now.
    private static async Task QuitAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync("QUIT\r\n"u8.ToArray(), cancellationToken);
        }
        catch (IOException)
        {
            // The host closed the connection first.
        }
    }
}
