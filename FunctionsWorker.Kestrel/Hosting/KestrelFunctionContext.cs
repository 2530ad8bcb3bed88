using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>An invocation by an HTTP request to Kestrel.</summary>
internal sealed class KestrelFunctionContext(HttpContext context, string functionName) : FunctionContext
{
    private IServiceProvider? services;
    private IDictionary<object, object>? items;

    public override string InvocationId => context.TraceIdentifier;

    public override string FunctionId => functionName;

    public override IServiceProvider InstanceServices
    {
        get => services ?? context.RequestServices;
        set => services = value;
    }

    public override IDictionary<object, object> Items
    {
        get => items ??= new Dictionary<object, object>();
        set => items = value;
    }

    public override CancellationToken CancellationToken => context.RequestAborted;
}
