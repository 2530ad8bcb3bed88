using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MtaSts.Functions.Tests.Checks;

/// <summary>A DNS server on loopback that knows MX records only (RFC 1035 §4): of a name it does not know it says that there is none.</summary>
internal sealed class MxServer : IDisposable
{
    private const int HeaderLength = 12;
    private const byte ServerFailure = 2;
    private const byte NameError = 3;

    private readonly UdpClient socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly IReadOnlyDictionary<string, string[]?> zone;

    /// <summary>A server for these names, each with the hosts of its MX in the order of preference; null stands for a failure.</summary>
    public MxServer(params (string Name, string[]? Hosts)[] zone)
    {
        this.zone = zone.ToDictionary(entry => entry.Name, entry => entry.Hosts);
        _ = ServeAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)socket.Client.LocalEndPoint!;

    public void Dispose() => socket.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var request = await socket.ReceiveAsync();
                await socket.SendAsync(Answer(request.Buffer), request.RemoteEndPoint);
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            // Disposed: the test is over.
        }
    }

    private byte[] Answer(byte[] request)
    {
        var name = ReadName(request, out var questionEnd);
        var isKnown = zone.TryGetValue(name, out var hosts);

        using var answer = new MemoryStream();
        answer.Write(request.AsSpan(0, 2));
        answer.Write([0x81, (byte)(0x80 | (isKnown ? hosts is null ? ServerFailure : 0 : NameError))]);
        Write(answer, 1);
        Write(answer, hosts?.Length ?? 0);
        Write(answer, 0);
        Write(answer, 0);
        answer.Write(request.AsSpan(HeaderLength, questionEnd - HeaderLength));

        // The least preferred comes first, so that whoever asks has to sort.
        for (var preference = (hosts?.Length ?? 0) - 1; preference >= 0; preference--)
        {
            var exchange = EncodeName(hosts![preference]);
            answer.Write([0xC0, HeaderLength, 0, 15, 0, 1, 0, 0, 0, 60]);
            Write(answer, exchange.Length + 2);
            Write(answer, preference);
            answer.Write(exchange);
        }

        return answer.ToArray();
    }

    private static string ReadName(byte[] message, out int questionEnd)
    {
        var labels = new List<string>();
        var at = HeaderLength;
        for (; message[at] != 0; at += message[at] + 1)
        {
            labels.Add(Encoding.ASCII.GetString(message, at + 1, message[at]));
        }

        questionEnd = at + 5;
        return string.Join('.', labels);
    }

    private static byte[] EncodeName(string name) =>
        [.. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0];

    private static void Write(MemoryStream stream, int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        stream.Write(bytes);
    }
}
