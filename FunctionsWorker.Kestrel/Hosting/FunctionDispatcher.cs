using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Answers every request: by the first function in alphabetical order that takes it, else with an empty 404, as the Functions host does.</summary>
internal sealed partial class FunctionDispatcher(
    IReadOnlyList<FunctionDescriptor> functions, HostJson hostJson, ILogger<FunctionDispatcher> logger)
{
    private readonly FunctionDescriptor[] functions = [.. functions];
    private readonly KeyValuePair<string, string>[] customHeaders = [.. hostJson.CustomHeaders];

    /// <summary>Answers one request.</summary>
    public async Task DispatchAsync(HttpContext context)
    {
        AddCustomHeaders(context.Response);
        var function = Array.Find(functions, function => function.Route.Matches(context));
        if (function is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        try
        {
            var request = new KestrelRequestData(context.Request, new KestrelFunctionContext(context, function.Name));
            await KestrelResponseData.SendAsync(await function.InvokeAsync(request), context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            LogFailure(exception, function.Name);
            context.Response.Clear();
            AddCustomHeaders(context.Response);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    /// <summary>Tells whoever started the app where its functions are.</summary>
    public void LogFunctions(IEnumerable<string> addresses)
    {
        foreach (var address in addresses)
        {
            foreach (var function in functions)
            {
                LogFunction(function.Name, function.Route.Methods, address, function.Route.Template);
            }
        }
    }

    private void AddCustomHeaders(HttpResponse response)
    {
        foreach (var (name, value) in customHeaders)
        {
            response.Headers[name] = value;
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Function}: [{Methods}] {Address}/{Route}")]
    private partial void LogFunction(string function, string methods, string address, string route);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "The function {Function} failed")]
    private partial void LogFailure(Exception exception, string function);
}
