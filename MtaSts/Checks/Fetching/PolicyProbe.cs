using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MtaSts.Checks.Certificates;
using MtaSts.Policies;

namespace MtaSts.Checks.Fetching;

/// <summary>
/// Fetches a policy as a sender does (RFC 8461 §3.3), over a connection of its own, and reports everything seen on the way. Bounded in time
/// and memory, whatever the host sends. Revocation is not checked: senders rarely do, and it would make the time depend on third parties.
/// Safe for concurrent use.
/// </summary>
/// <param name="authorities">The trusted roots; null for the system's (on Linux also <c>SSL_CERT_FILE</c>, <c>SSL_CERT_DIR</c>).</param>
/// <param name="limit">The time for one whole fetch; null for 10 seconds.</param>
/// <param name="time">The clock; null for the system's.</param>
public sealed class PolicyProbe(X509Certificate2Collection? authorities = null, TimeSpan? limit = null, TimeProvider? time = null)
    : IPolicyProbe
{
    private readonly TimeSpan limit = limit ?? TimeSpan.FromSeconds(10);
    private readonly TimeProvider time = time ?? TimeProvider.System;
    private readonly TlsHandshake handshake = new(authorities, time ?? TimeProvider.System);

    /// <summary>443, except in tests.</summary>
    internal int Port { get; init; } = 443;

    private bool TestsTls12 { get; init; } = true;

    /// <inheritdoc/>
    public IPolicyProbe WithoutTls12Test() => new PolicyProbe(authorities, limit, time) { Port = Port, TestsTls12 = false };

    /// <inheritdoc/>
    public async Task<PolicyFetchResult> FetchAsync(
        DomainName domain, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        using var timeout = new CancellationTokenSource(limit, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var answer = new PolicyFetchResult { Url = new Uri($"https://{PolicyUrl.HostPrefix}{domain.Ascii}{PolicyUrl.Path}") };
        var start = time.GetTimestamp();

        var connection = await TcpConnection.TryEachAsync(addresses, Port, limit, time, cancellationToken);
        if (connection is not { Stream: { } transport, Address: { } address })
        {
            return answer with { Fault = FetchFault.NoConnection, FaultText = connection.Fault };
        }

        try
        {
            var attempt = await handshake.AttemptAsync(transport, answer.Url.IdnHost, SslProtocols.None, deadline.Token);
            answer = answer with { Tls = attempt.Session };
            if (attempt.Stream is not { } stream)
            {
                var fault = attempt.IsCertificateRefused ? FetchFault.BadCertificate : FetchFault.NoTls;
                answer = answer with { Fault = fault, FaultText = attempt.Fault };
            }
            else
            {
                await using (stream)
                {
                    answer = await AskAsync(answer, stream, deadline.Token);
                    answer = answer with { TimeToFirstByte = stream.FirstByteAt is { } first ? time.GetElapsedTime(start, first) : null };
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (!TestsTls12)
            {
                return answer;
            }

            var speaksTls12 = await handshake.SpeaksTls12Async(
                answer.Tls, answer.Url.IdnHost, async token => await TcpConnection.OpenAsync([address], Port, token), deadline.Token);
            cancellationToken.ThrowIfCancellationRequested();
            return answer with { SpeaksTls12 = speaksTls12 };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return answer with { Fault = FetchFault.TooSlow, FaultText = $"not finished within {limit.TotalSeconds} seconds" };
        }
    }

    private async Task<PolicyFetchResult> AskAsync(PolicyFetchResult answer, TlsStream stream, CancellationToken cancellationToken)
    {
        // The handler uses a stream that is already encrypted as it is, and asks for another one when the host closes it at once.
        var unused = stream;
        using var handler = PolicyTransport.CreateHandler((_, _) => Interlocked.Exchange(ref unused, null) is { } first
            ? ValueTask.FromResult<Stream>(first)
            : throw new IOException("the host closed the connection without an answer"));
        handler.MaxResponseDrainSize = 0;
        handler.ActivityHeadersPropagator = null;
        using var client = new HttpMessageInvoker(handler, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, answer.Url);
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            answer = answer with
            {
                Status = (int)response.StatusCode,
                Location = Find(response.Headers, "Location"),
                ContentType = Find(response.Content.Headers, "Content-Type"),
                ContentEncoding = Find(response.Content.Headers, "Content-Encoding"),
                CacheMaxAge = response.Headers.CacheControl?.MaxAge,
                Age = response.Headers.Age,
            };
            if (response.StatusCode == HttpStatusCode.OK)
            {
                var body = await PolicyTransport.ReadBodyAsync(response, cancellationToken);
                answer = answer with { Body = body, Policy = PolicyParser.Parse(body) };
            }

            return answer;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return answer with { Fault = FetchFault.BadAnswer, FaultText = (exception.InnerException ?? exception).Message };
        }
        catch (OperationCanceledException)
        {
            return answer with { Fault = FetchFault.TooSlow, FaultText = $"not finished within {limit.TotalSeconds} seconds" };
        }
    }

    private static string? Find(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
