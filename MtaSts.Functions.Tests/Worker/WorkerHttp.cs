using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;
using MtaSts.Functions.Tests.Worker.Rpc;

namespace MtaSts.Functions.Tests.Worker;

/// <summary>Brings requests over HTTP to the functions of a worker in the way of the Functions host (observed on v4).</summary>
internal sealed class WorkerHttp : IAsyncDisposable
{
    private readonly WebApplication server;

    private WorkerHttp(WebApplication server) => this.server = server;

    public Uri Address => new(server.Urls.Single());

    public static async Task<WorkerHttp> StartAsync(WorkerHost worker)
    {
        using var hostJson = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(worker.App, "host.json")));
        var http = hostJson.RootElement.GetProperty("extensions").GetProperty("http");
        var headers = http.GetProperty("customHeaders").EnumerateObject().ToDictionary(
            header => header.Name, header => header.Value.GetString());
        var prefix = http.Text("routePrefix");

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var server = builder.Build();
        server.Use((context, next) =>
        {
            foreach (var (name, value) in headers)
            {
                context.Response.Headers[name] = value;
            }

            return next(context);
        });

        // Where two routes fit, the first function by name is called.
        foreach (var (index, function) in worker.Functions.OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase).Index())
        {
            server.Map($"{prefix}/{function.Route}", context => AnswerAsync(worker, function, context)).WithOrder(index);
        }

        await server.StartAsync();
        return new WorkerHttp(server);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static async Task AnswerAsync(WorkerHost worker, WorkerFunction function, HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (!function.Methods.Contains(request.Method, StringComparer.OrdinalIgnoreCase))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // Of a Host that is no authority the host cannot make a URL: an error of its own, 500.
        var call = new RpcHttp { Method = request.Method, Url = new Uri(request.GetEncodedUrl()).AbsoluteUri };
        foreach (var (name, value) in request.Headers)
        {
            call.NullableHeaders[name.ToLowerInvariant()] = new NullableString { Value = value.ToString() };
        }

        var answer = await worker.InvokeAsync(function, call);
        response.StatusCode = int.Parse(answer.StatusCode, CultureInfo.InvariantCulture);
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        if (answer.Body?.Bytes is { IsEmpty: false } body)
        {
            await response.BodyWriter.WriteAsync(body.Memory);
        }
    }
}
