using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using MtaSts.Functions.Tests.Cloud;

namespace MtaSts.Functions.Tests.Notifications;

/// <summary>A receiver of notifications over HTTPS, under any name that a test gives it.</summary>
internal sealed class WebhookServer : IAsyncDisposable
{
    public const string Secret = "pq8c4f1b2a7e/triggers/manual/paths/invoke?api-version=1&sig=Zm9vYmFy%2FZm9vYmFy_c2VjcmV0";

    private readonly CloudCertificates certificates = new();
    private readonly ConcurrentQueue<Func<HttpContext, Task>> answers = [];
    private TlsServer? server;

    /// <summary>The body of each request, in its order.</summary>
    public ConcurrentQueue<string> Bodies { get; } = [];

    /// <summary>Method, path and content type of each request.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public IPEndPoint EndPoint => server!.EndPoint;

    public static async Task<WebhookServer> StartAsync()
    {
        var webhook = new WebhookServer();
        webhook.server = await TlsServer.StartAsync(name => webhook.certificates.Get(name ?? "localhost"), webhook.AnswerAsync);
        return webhook;
    }

    public static string UrlOf(string host) => $"https://{host}/workflows/{Secret}";

    /// <summary>What the next request gets; those after the last one get 202.</summary>
    public WebhookServer Answers(int status, string body = "", params (string Name, string Value)[] headers) => Answers(async context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(body);
    });

    public WebhookServer Answers(Func<HttpContext, Task> answer)
    {
        answers.Enqueue(answer);
        return this;
    }

    /// <summary>Connects as the tool does, but every name leads here.</summary>
    public HttpMessageHandler CreateHandler()
    {
        var handler = (SocketsHttpHandler)new ToolServices().CreateHandler();
        handler.SslOptions.CertificateChainPolicy = certificates.CreateTrust();
        handler.ConnectCallback = async (_, token) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(EndPoint, token);
            return new NetworkStream(socket, ownsSocket: true);
        };
        return handler;
    }

    public async ValueTask DisposeAsync()
    {
        await server!.DisposeAsync();
        certificates.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        Bodies.Enqueue(await reader.ReadToEndAsync());
        Requests.Enqueue(
            $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {context.Request.ContentType}");
        context.Response.StatusCode = 202;
        if (answers.TryDequeue(out var answer))
        {
            await answer(context);
        }
    }
}
