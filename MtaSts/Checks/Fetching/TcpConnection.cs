using System.Net;
using System.Net.Sockets;

namespace MtaSts.Checks.Fetching;

/// <summary>A connection to one of several addresses of a host.</summary>
/// <param name="Stream">The connection; null if no address accepted one.</param>
internal sealed record TcpConnection(NetworkStream? Stream, IPAddress? Address, string? Fault)
{
    /// <summary>Connects to the first address that accepts, in order.</summary>
    public static async Task<NetworkStream> OpenAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Connects like <see cref="OpenAsync"/>, but gives each address an equal share of <paramref name="limit"/>: one that never answers
    /// must not hide the others.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<TcpConnection> TryEachAsync(
        IReadOnlyList<IPAddress> addresses, int port, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var fault = "it has no address";
        foreach (var address in addresses)
        {
            using var share = new CancellationTokenSource(limit / addresses.Count, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(share.Token, cancellationToken);
            try
            {
                return new TcpConnection(await OpenAsync([address], port, either.Token), address, null);
            }
            catch (SocketException exception)
            {
                fault = $"{address}: {exception.Message}";
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                fault = $"{address}: no answer";
            }
        }

        return new TcpConnection(null, null, fault);
    }
}
