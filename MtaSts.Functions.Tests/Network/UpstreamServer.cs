using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Network;

/// <summary>A web server that keeps its client waiting, behind nginx, which cannot.</summary>
internal sealed class UpstreamServer(IPAddress address) : LoopbackServer(ServeAsync, new IPEndPoint(address, 0))
{
    public const string Slow = "/slow";
    public const string Never = "/never";
    public const string Trickle = "/trickle";
    public const string Endless = "/endless";
    public const string BrokenOff = "/broken-off";

    private const string Head = "HTTP/1.0 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n";

    private static async Task ServeAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var path = (await reader.ReadLineAsync(cancellationToken))!.Split(' ')[1];
        while (await reader.ReadLineAsync(cancellationToken) is { Length: > 0 })
        {
            // The headers do not matter.
        }

        await AnswerAsync(path, stream, cancellationToken);
    }

    private static async Task AnswerAsync(string path, Stream stream, CancellationToken cancellationToken)
    {
        Task WriteAsync(string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken).AsTask();

        switch (path)
        {
            case Slow:
                await Task.Delay(2500, cancellationToken);
                await WriteAsync($"{Head}\r\n{NetworkPolicies.Good}");
                break;
            case Never:
                await Task.Delay(Timeout.Infinite, cancellationToken);
                break;
            case Trickle:
                await WriteAsync($"{Head}\r\n");
                for (var at = 0; ; at = (at + 1) % NetworkPolicies.Good.Length)
                {
                    await WriteAsync(NetworkPolicies.Good.Substring(at, 1));
                    await Task.Delay(200, cancellationToken);
                }

            case Endless:
                await WriteAsync($"{Head}\r\n{NetworkPolicies.Good}filler: ");
                while (true)
                {
                    await WriteAsync(new string('x', 16384));
                }

            case BrokenOff:
                await WriteAsync($"{Head}Content-Length: {2 * NetworkPolicies.Good.Length}\r\n\r\n{NetworkPolicies.Good}");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(path));
        }
    }
}
