using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace MtaSts.Functions.Tests.Network;

/// <summary>
/// A DNS server that says what a real one would not, over UDP and TCP. Names can be added at any time; a name that is not known does not
/// exist. Answers over 512 bytes are cut off over UDP, so that the client has to come again over TCP.
/// </summary>
public sealed class ScriptedDnsServer : IDisposable
{
    /// <summary>SERVFAIL (RFC 1035 §4.1.1).</summary>
    public const byte ServerFailure = 2;

    /// <summary>REFUSED.</summary>
    public const byte Refused = 5;

    private const byte NameError = 3;
    private const byte Truncated = 0x02;
    private const int HeaderLength = 12;
    private const int LongestDatagram = 512;
    private const int LongestMessage = 65535;

    private readonly UdpClient datagrams;
    private readonly TcpListener listener;
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<string, ScriptedRecord[]> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, byte?> faults = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Listens at once.</summary>
    public ScriptedDnsServer(IPEndPoint endPoint)
    {
        EndPoint = endPoint;
        datagrams = new UdpClient(endPoint);
        listener = new TcpListener(endPoint);
        listener.Start();
        _ = ServeDatagramsAsync();
        _ = ServeConnectionsAsync();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Gives a name these records, and no others.</summary>
    public void Answer(string name, params ScriptedRecord[] records) => names[name] = records;

    /// <summary>Fails every question about a name or one below it.</summary>
    public void Fail(string name, byte responseCode = ServerFailure) => faults[name] = responseCode;

    /// <summary>Leaves every question about a name or one below it unanswered.</summary>
    public void KeepSilent(string name) => faults[name] = null;

    public void Dispose()
    {
        stopping.Cancel();
        datagrams.Dispose();
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task ServeDatagramsAsync()
    {
        try
        {
            while (true)
            {
                var request = await datagrams.ReceiveAsync(stopping.Token);
                if (Reply(request.Buffer, LongestDatagram) is { } reply)
                {
                    await datagrams.SendAsync(reply, request.RemoteEndPoint, stopping.Token);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Disposed.
        }
    }

    private async Task ServeConnectionsAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var connection = client;
            var stream = connection.GetStream();
            var prefix = new byte[2];
            while (await stream.ReadAtLeastAsync(prefix, 2, throwOnEndOfStream: false, stopping.Token) == 2)
            {
                var request = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
                await stream.ReadExactlyAsync(request, stopping.Token);
                if (Reply(request, LongestMessage) is not { } reply)
                {
                    await Task.Delay(System.Threading.Timeout.Infinite, stopping.Token);
                    return;
                }

                BinaryPrimitives.WriteUInt16BigEndian(prefix, checked((ushort)reply.Length));
                await stream.WriteAsync((byte[])[.. prefix, .. reply], stopping.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or IOException)
        {
            // Disposed, or the client has gone.
        }
    }

    /// <summary>The answer to a question (RFC 1035 §4.1); null for none.</summary>
    private byte[]? Reply(byte[] request, int longest)
    {
        var name = ReadName(request, out var afterName);
        if (FindFault(name, out var failure))
        {
            return failure is { } code ? Message(request, afterName, code, []) : null;
        }

        var isKnown = true;
        var type = BinaryPrimitives.ReadUInt16BigEndian(request.AsSpan(afterName));
        var answers = new List<byte[]>();
        var visited = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (visited.Add(name))
        {
            isKnown = names.TryGetValue(name, out var records);
            var owner = name;
            records ??= [];
            answers.AddRange(
                records.Where(record => record.Type == type || record.Target is not null).Select(record => record.Encode(owner)));
            if (records.FirstOrDefault(record => record.Target is not null)?.Target is not { } target)
            {
                break;
            }

            name = target;
        }

        var reply = Message(request, afterName, isKnown ? (byte)0 : NameError, answers);
        if (reply.Length > longest)
        {
            reply = Message(request, afterName, 0, []);
            reply[2] |= Truncated;
        }

        return reply;
    }

    private bool FindFault(string name, out byte? failure)
    {
        for (var rest = name; ; rest = rest[(rest.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            if (faults.TryGetValue(rest, out failure))
            {
                return true;
            }

            if (!rest.Contains('.', StringComparison.Ordinal))
            {
                return false;
            }
        }
    }

    private static byte[] Message(byte[] request, int afterName, byte responseCode, IReadOnlyCollection<byte[]> answers)
    {
        var header = new byte[HeaderLength];
        request.AsSpan(0, 2).CopyTo(header);
        header[2] = 0x85;
        header[3] = (byte)(0x80 | responseCode);
        header[5] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(6), (ushort)answers.Count);
        return [.. header, .. request.AsSpan(HeaderLength, afterName + 4 - HeaderLength), .. answers.SelectMany(answer => answer)];
    }

    private static string ReadName(byte[] message, out int afterName)
    {
        var labels = new List<string>();
        var at = HeaderLength;
        for (; message[at] != 0; at += message[at] + 1)
        {
            labels.Add(Encoding.Latin1.GetString(message, at + 1, message[at]));
        }

        afterName = at + 1;
        return string.Join('.', labels);
    }
}
