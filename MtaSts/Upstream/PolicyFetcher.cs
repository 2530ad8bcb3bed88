using System.Net;
using System.Net.Sockets;
using MtaSts.Checks.Fetching;
using MtaSts.Policies;

namespace MtaSts.Upstream;

/// <summary>
/// Fetches policies as a sender does (RFC 8461 §3.3): HTTPS with a verified certificate, no redirect followed, status 200 and text/plain
/// required, bounded in size and time. Safe for concurrent use.
/// </summary>
/// <param name="handler">Connects, from <see cref="CreateHandler"/>; disposed with the fetcher.</param>
public sealed class PolicyFetcher(SocketsHttpHandler handler) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker client = new(handler, disposeHandler: true);

    /// <summary>
    /// A handler that connects only to those addresses of a host that <paramref name="mayConnect"/> allows: to the very addresses that were
    /// judged, whatever DNS says a moment later.
    /// </summary>
    public static SocketsHttpHandler CreateHandler(
        Func<string, CancellationToken, Task<IPAddress[]>> resolve, Func<IPAddress, bool> mayConnect)
    {
        var handler = PolicyTransport.CreateHandler(async (context, cancellationToken) =>
        {
            var addresses = await resolve(context.DnsEndPoint.Host, cancellationToken);
            return await ConnectAsync(context.DnsEndPoint, Array.FindAll(addresses, address => mayConnect(address)), cancellationToken);
        });

        // No connection is kept: each fetch looks the host up, and judges its addresses, anew.
        handler.PooledConnectionLifetime = TimeSpan.Zero;
        return handler;
    }

    /// <summary>Fetches the policy at <paramref name="url"/>.</summary>
    /// <exception cref="ArgumentException">The URL cannot be that of a policy.</exception>
    /// <exception cref="PolicyFetchException">There was no response that a sender accepts within 10 seconds.</exception>
    /// <exception cref="InvalidPolicyException">The response is not a valid policy.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<Policy> FetchAsync(Uri url, CancellationToken cancellationToken)
    {
        var result = await ReadAsync(url, cancellationToken);
        return result.Value ?? throw new InvalidPolicyException(url.ToString(), result.Findings);
    }

    /// <summary>What is at <paramref name="url"/>, valid or not, with what was found in it.</summary>
    /// <exception cref="ArgumentException">The URL is not that of a policy.</exception>
    /// <exception cref="PolicyFetchException">There was no answer, or not one that a sender accepts, within 10 seconds.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<ParseResult<Policy>> ReadAsync(Uri url, CancellationToken cancellationToken)
    {
        if (!PolicyUrl.Is(url))
        {
            throw new ArgumentException($"'{url}' is not the URL of a policy.", nameof(url));
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            using var response = await client.SendAsync(request, deadline.Token);
            CheckResponse(url, response);
            return PolicyParser.Parse(await PolicyTransport.ReadBodyAsync(response, deadline.Token));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException)
        {
            throw new PolicyFetchException($"{url} could not be fetched: {exception.Message}", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PolicyFetchException($"{url} could not be fetched within {Timeout.TotalSeconds} seconds.", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static void CheckResponse(Uri url, HttpResponseMessage response)
    {
        // RFC 8461 §3.3: redirects are not followed, and only 200 counts.
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new PolicyFetchException($"{url} returned status {(int)response.StatusCode}; a policy must come with status 200.");
        }

        if (!PolicyTransport.IsPlainText(response.Content.Headers.ContentType))
        {
            throw new PolicyFetchException(
                $"{url} returned content type '{response.Content.Headers.ContentType}'; a policy must be text/plain.");
        }
    }

    private static async Task<Stream> ConnectAsync(DnsEndPoint endPoint, IPAddress[] addresses, CancellationToken cancellationToken) =>
        addresses.Length == 0
            ? throw new HttpRequestException($"{endPoint.Host} has no public address.")
            : await TcpConnection.OpenAsync(addresses, endPoint.Port, cancellationToken);
}

/// <summary>A policy could not be fetched (RFC 8461 §3.3).</summary>
public sealed class PolicyFetchException(string message, Exception? innerException = null) : Exception(message, innerException);
