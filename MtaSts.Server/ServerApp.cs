using MtaSts.Serving;
using MtaSts.Serving.Answers;
using MtaSts.Serving.Caching;
using MtaSts.Sqlite;

namespace MtaSts.Server;

internal static class ServerApp
{
    private const string DefaultUrl = "http://localhost:7071";

    /// <param name="args">The command line, which has the last word on every setting.</param>
    /// <param name="configure">Changes the services before the server is built.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
        builder.WebHost.UseKestrelHttpsConfiguration();
        if (!IsToldWhereToListen(builder.Configuration))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        // Why a start failed, Program says in a line; the host would log it with its stack trace.
        var start = new HostStart();
        builder.Services.AddHostedService(_ => start);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", _ => start.IsOver);
        builder.Services.AddPolicyServing(builder.Configuration, OpenDatabase);
        configure?.Invoke(builder);
        var app = builder.Build();
        app.Use(ResponseHeaders.AddAsync);
        MapRoutes(app, app.Services.GetRequiredService<PolicyHandler>());
        app.Services.GetRequiredService<ServingLog>().Write();
        return app;
    }

    private static void MapRoutes(WebApplication app, PolicyHandler handler)
    {
        Map("/.well-known/mta-sts.txt", handler.GetPolicyAsync);
        Map("/", handler.GetHomeAsync);
        Map("/health", _ => handler.GetHealthAsync());
        Map("/alive", _ => ValueTask.FromResult(PolicyHandler.GetAlive()));

        void Map(string path, Func<ServingRequest, ValueTask<ServingResponse>> answer) =>
            app.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], context => context.AnswerAsync(answer));
    }

    private static SqliteRowStore OpenDatabase(string path) => new(path, TimeProvider.System);

    private static bool IsToldWhereToListen(ConfigurationManager configuration) =>
        configuration.GetSection("Kestrel:Endpoints").Exists()
        || new[] { WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey }
            .Any(key => !string.IsNullOrEmpty(configuration[key]));
}
