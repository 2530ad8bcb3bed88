using System.Net;
using System.Net.Sockets;

namespace MtaSts.Checks.Fetching;

/// <summary>Connects to addresses that were looked up already.</summary>
/// <param name="Stream">The connection; null when no address accepted one.</param>
/// <param name="Address">The address that accepted it; null when none did.</param>
/// <param name="Fault">Why there is none, of the address that was tried last; null when there is one.</param>
internal sealed record TcpConnection(NetworkStream? Stream, IPAddress? Address, string? Fault)
{
    /// <summary>Connects to the first of the addresses that accepts, in their order.</summary>
    /// <exception cref="SocketException">None did.</exception>
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
    /// Connects as <see cref="OpenAsync"/> does, but gives each address an equal share of the time: one that never answers must not hide
    /// the others.
    /// </summary>
    /// <param name="addresses">The addresses.</param>
    /// <param name="port">The port.</param>
    /// <param name="limit">The time for all of them.</param>
    /// <param name="time">The clock of <paramref name="limit"/>.</param>
    /// <param name="cancellationToken">Ends it early; that is no fault of the host.</param>
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
