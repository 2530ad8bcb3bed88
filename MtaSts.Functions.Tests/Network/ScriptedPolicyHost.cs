using System.Collections.Concurrent;
using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Network;

/// <summary>Serves what a test says in place of the app, behind the web server; what it does not say, with 404.</summary>
internal sealed class ScriptedPolicyHost : IDisposable
{
    private readonly ConcurrentDictionary<string, string> answers = new();
    private readonly LoopbackServer server;

    public ScriptedPolicyHost(TestNetwork network) =>
        server = new LoopbackServer(AnswerAsync, IPEndPoint.Parse(new Uri(network.AppUrl).Authority));

    /// <summary>What happens while a domain is asked for, before the answer is sent.</summary>
    public Func<Task> DuringFetch { get; set; } = () => Task.CompletedTask;

    public void Serve(DomainName domain, Policy policy, int maxAge = 60)
    {
        var text = Encoding.ASCII.GetString(PolicyRenderer.Render(policy));
        answers[$"mta-sts.{domain}"] =
            $"HTTP/1.0 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nCache-Control: max-age={maxAge}\r\n\r\n{text}";
    }

    /// <summary>Serves any bytes as a policy.</summary>
    public void Serve(DomainName domain, byte[] text) => answers[$"mta-sts.{domain}"] =
        $"HTTP/1.0 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{Encoding.Latin1.GetString(text)}";

    public void Fail(DomainName domain, string status) => answers[$"mta-sts.{domain}"] = $"HTTP/1.0 {status}\r\n\r\n";

    public void Dispose() => server.Dispose();

    private async Task AnswerAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var host = "";
        while (await LoopbackServer.ReadLineAsync(stream, cancellationToken) is { Length: > 0 } line)
        {
            host = line.StartsWith("Host: ", OrdinalIgnoreCase) ? line[6..] : host;
        }

        var answer = answers.GetValueOrDefault(host, "HTTP/1.0 404 Not Found\r\n\r\n");
        await DuringFetch();
        await LoopbackServer.WriteAsync(stream, answer, cancellationToken);
    }
}
