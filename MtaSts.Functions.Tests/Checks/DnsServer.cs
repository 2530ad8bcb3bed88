using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace MtaSts.Functions.Tests.Checks;

/// <summary>A DNS server on loopback, over UDP and TCP (RFC 1035 §4.2), that answers by a script.</summary>
internal sealed class DnsServer : IDisposable
{
    private const int Attempts = 20;

    private readonly UdpClient udp;
    private readonly LoopbackServer tcp;
    private readonly Func<DnsQuery, IEnumerable<byte[]>> script;

    /// <summary>
    /// A server that sends these messages in answer to a question; none is no answer, and over TCP the end of the connection.
    /// </summary>
    public DnsServer(Func<DnsQuery, IEnumerable<byte[]>> script, IPEndPoint? endPoint = null)
    {
        this.script = script;
        (udp, tcp) = Listen(endPoint ?? new IPEndPoint(IPAddress.Loopback, 0));
        _ = ServeUdpAsync();
    }

    public DnsServer(DnsZone zone) : this(query => [zone.Answer(query)])
    {
    }

    public IPEndPoint EndPoint => (IPEndPoint)udp.Client.LocalEndPoint!;

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<DnsQuery> Queries { get; } = [];

    public void Dispose()
    {
        udp.Dispose();
        tcp.Dispose();
    }

    // The port that the system hands out for UDP may be taken in TCP.
    private (UdpClient Udp, LoopbackServer Tcp) Listen(IPEndPoint endPoint)
    {
        for (var attempt = 1; ; attempt++)
        {
            var client = new UdpClient(endPoint);
            try
            {
                return (client, new LoopbackServer(ServeTcpAsync, (IPEndPoint)client.Client.LocalEndPoint!));
            }
            catch (SocketException) when (attempt < Attempts)
            {
                client.Dispose();
            }
        }
    }

    private async Task ServeUdpAsync()
    {
        try
        {
            while (true)
            {
                var request = await udp.ReceiveAsync();
                foreach (var message in Answer(request.Buffer, isTcp: false))
                {
                    await udp.SendAsync(message, request.RemoteEndPoint);
                }
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            // Disposed: the test is over.
        }
    }

    private async Task ServeTcpAsync(NetworkStream stream, CancellationToken token)
    {
        var length = new byte[2];
        for (var isAnswered = true; isAnswered;)
        {
            await stream.ReadExactlyAsync(length, token);
            var request = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            await stream.ReadExactlyAsync(request, token);
            isAnswered = false;
            foreach (var message in Answer(request, isTcp: true))
            {
                isAnswered = true;
                BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)message.Length);
                await stream.WriteAsync((byte[])[.. length, .. message], token);
            }
        }
    }

    private IEnumerable<byte[]> Answer(byte[] request, bool isTcp)
    {
        var query = DnsMessage.Read(request, isTcp);
        Queries.Enqueue(query);
        return script(query);
    }
}
