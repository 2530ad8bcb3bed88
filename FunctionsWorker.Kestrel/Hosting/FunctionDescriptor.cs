using System.Reflection;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>A function: which requests it takes, and how it is called.</summary>
internal sealed class FunctionDescriptor
{
    private readonly ObjectFactory createInstance;
    private readonly MethodInvoker invoker;
    private readonly Func<HttpRequestData, object?>[] arguments;

    /// <summary>The function that <paramref name="method"/> is; its signature must be a supported one.</summary>
    public FunctionDescriptor(string name, FunctionRoute route, MethodInfo method)
    {
        Name = name;
        Route = route;
        createInstance = ActivatorUtilities.CreateFactory(method.DeclaringType!, Type.EmptyTypes);
        invoker = MethodInvoker.Create(method);
        arguments = [.. method.GetParameters().Select(parameter => ArgumentOf(parameter.ParameterType)!)];
    }

    /// <summary>The function's name.</summary>
    public string Name { get; }

    /// <summary>Which requests it takes.</summary>
    public FunctionRoute Route { get; }

    /// <summary>How a parameter of this type gets its argument; null when it cannot.</summary>
    public static Func<HttpRequestData, object?>? ArgumentOf(Type type) =>
        type == typeof(HttpRequestData) ? request => request
        : type == typeof(FunctionContext) ? request => request.FunctionContext
        : type == typeof(CancellationToken) ? request => request.FunctionContext.CancellationToken
        : null;

    /// <summary>Whether a method may return this type.</summary>
    public static bool IsResult(Type type) => type == typeof(HttpResponseData) || type == typeof(Task<HttpResponseData>);

    /// <summary>Calls the function on an instance of its own.</summary>
    public async ValueTask<HttpResponseData> InvokeAsync(HttpRequestData request)
    {
        var instance = createInstance(request.FunctionContext.InstanceServices, null);
        var values = Array.ConvertAll(arguments, argument => argument(request));
        var result = invoker.Invoke(instance, values.AsSpan());
        return (result is Task<HttpResponseData> task ? await task : (HttpResponseData?)result)
            ?? throw new InvalidOperationException($"The function '{Name}' returned no response.");
    }
}
