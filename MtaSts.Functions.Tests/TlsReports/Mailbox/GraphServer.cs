using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Http;
using MtaSts.Cli.Reports.Mailbox;
using MtaSts.Functions.Tests.Cloud;

namespace MtaSts.Functions.Tests.TlsReports.Mailbox;

/// <summary>A mailbox behind Microsoft Graph, over HTTPS.</summary>
internal sealed class GraphServer : IAsyncDisposable
{
    public const string Mailbox = "tls-reports@contoso.com";

    private readonly CloudCertificates certificates = new();
    private readonly HttpClient client;
    private readonly ConcurrentQueue<string> requests = [];
    private readonly List<(string Part, int After, Func<HttpContext, Task> Answer)> troubles = [];
    private TlsServer? server;

    private GraphServer() => client = new HttpClient(
        new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = certificates.CreateTrust() } });

    public List<TestMessage> Messages { get; } = [];

    public TestCredential Credential { get; } = new();

    public int PageSize { get; set; } = 2;

    /// <summary>Such as <c>GET /v1.0/users/…</c>, without the query.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    public Uri EndPoint => new($"https://localhost:{server!.EndPoint.Port}");

    public static async Task<GraphServer> StartAsync()
    {
        var graph = new GraphServer();
        graph.server = await TlsServer.StartAsync(_ => graph.certificates.Get("localhost"), graph.AnswerAsync);
        return graph;
    }

    public GraphMailbox CreateMailbox() =>
        new(Credential, TimeProvider.System, EndPoint, new HttpClientTransport(client));

    public ValueTask StopAsync() => server!.DisposeAsync();

    /// <summary>Answers otherwise to requests with this in the path: one that is used up leaves the next.</summary>
    /// <param name="after">So many such requests are answered as usual first.</param>
    public void Trouble(string part, Func<HttpContext, Task> answer, int times = 1, int after = 0)
    {
        for (var i = 0; i < times; i++)
        {
            troubles.Add((part, i == 0 ? after : 0, answer));
        }
    }

    public void Trouble(string part, int status, string code, string message, int times = 1, int after = 0, string? retryAfter = null) =>
        Trouble(part, context => WriteErrorAsync(context, status, code, message, retryAfter), times, after);

    /// <summary>Ends all trouble.</summary>
    public void Recover()
    {
        lock (troubles)
        {
            troubles.Clear();
        }
    }

    private static Task WriteErrorAsync(HttpContext context, int status, string code, string message, string? retryAfter = null)
    {
        context.Response.Headers.RetryAfter = retryAfter;
        return WriteAsync(context, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } }, status);
    }

    public async ValueTask DisposeAsync()
    {
        await server!.DisposeAsync();
        client.Dispose();
        certificates.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = Uri.UnescapeDataString(context.Request.Path.Value!);
        requests.Enqueue($"{context.Request.Method} {path}");
        if (TakeTrouble(path) is { } trouble)
        {
            await trouble(context);
        }
        else if (context.Request.Headers.Authorization != $"Bearer {TestCredential.Good}")
        {
            await WriteErrorAsync(context, 401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.");
        }
        else if (!path.StartsWith($"/v1.0/users/{Mailbox}/messages", Ordinal))
        {
            await WriteErrorAsync(context, 404, "ErrorInvalidUser", "The requested user is invalid.");
        }
        else
        {
            await AnswerAsync(context, path.Split("/messages")[1]);
        }
    }

    private async Task AnswerAsync(HttpContext context, string rest)
    {
        if (rest.Length == 0)
        {
            await WriteAsync(context, List(context.Request));
        }
        else if (Messages.FirstOrDefault(message => $"{rest}/".StartsWith($"/{message.Id}/", Ordinal)) is not { } found)
        {
            await WriteErrorAsync(context, 404, "ErrorItemNotFound", "The specified object was not found in the store.");
        }
        else if (rest.EndsWith("/$value", Ordinal))
        {
            context.Response.ContentType = "text/plain";
            await context.Response.Body.WriteAsync(found.Mime);
        }
        else if (rest.EndsWith("/attachments", Ordinal))
        {
            await WriteAsync(context, new JsonObject { ["value"] = ListAttachments(found) });
        }
        else
        {
            Assert.Equal("internetMessageHeaders", context.Request.Query["$select"]);
            await WriteAsync(context, found.HeadersToJson());
        }
    }

    private static JsonArray ListAttachments(TestMessage message) =>
    [
        .. message.Attachments.Concat(message.Inline)
            .Select(item => new JsonObject { ["name"] = item.Name, ["contentType"] = item.Type }),
    ];

    private JsonObject List(HttpRequest request)
    {
        Assert.Equal("IdType=\"ImmutableId\"", request.Headers["Prefer"]);
        var since = DateTimeOffset.Parse($"{request.Query["$filter"]}".Split(' ')[2], CultureInfo.InvariantCulture);
        var skip = int.Parse($"0{request.Query["$skip"]}", CultureInfo.InvariantCulture);
        var all = Messages.Where(message => message.ReceivedAt >= since).OrderBy(message => message.ReceivedAt).ToList();
        var page = new JsonObject
        {
            ["value"] = new JsonArray([.. all.Skip(skip).Take(PageSize).Select(message => message.ToJson())]),
        };
        if (all.Count > skip + PageSize)
        {
            var filter = Uri.EscapeDataString($"{request.Query["$filter"]}");
            page["@odata.nextLink"] = $"https://{request.Host}{request.Path}?$filter={filter}&$skip={skip + PageSize}";
        }

        return page;
    }

    private Func<HttpContext, Task>? TakeTrouble(string path)
    {
        lock (troubles)
        {
            var index = troubles.FindIndex(trouble => path.Contains(trouble.Part, Ordinal));
            if (index < 0)
            {
                return null;
            }

            var (part, after, answer) = troubles[index];
            if (after > 0)
            {
                troubles[index] = (part, after - 1, answer);
                return null;
            }

            troubles.RemoveAt(index);
            return answer;
        }
    }

    private static async Task WriteAsync(HttpContext context, JsonObject body, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToJsonString());
    }
}
