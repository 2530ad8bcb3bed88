using System.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Finds the functions among an app's types.</summary>
internal static class FunctionCatalog
{
    /// <summary>The functions in alphabetical order, which is the order in which the Functions host tries them.</summary>
    /// <exception cref="InvalidOperationException">A function cannot be served; the message names it and says why.</exception>
    public static IReadOnlyList<FunctionDescriptor> Discover(IEnumerable<Type> types, string routePrefix, IServiceProvider services)
    {
        var resolver = services.GetRequiredService<IInlineConstraintResolver>();
        var functions = new SortedDictionary<string, FunctionDescriptor>(StringComparer.OrdinalIgnoreCase);
        foreach (var method in types.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { Name: var name })
            {
                continue;
            }

            var trigger = FindTrigger(name, method);
            var template = string.Join('/', new[] { routePrefix.Trim('/'), trigger.Route ?? name }.Where(part => part.Length > 0));
            if (!functions.TryAdd(name, new FunctionDescriptor(name, CreateRoute(name, template, trigger.Methods, resolver), method)))
            {
                throw Fault(name, "another function has this name");
            }
        }

        return [.. functions.Values];
    }

    private static HttpTriggerAttribute FindTrigger(string name, MethodInfo method)
    {
        if (method.IsStatic || method.IsGenericMethod || method.DeclaringType!.IsAbstract)
        {
            throw Fault(name, "it must be an ordinary method of a class that can be created");
        }

        if (!FunctionDescriptor.IsResult(method.ReturnType))
        {
            throw Fault(name, $"it returns {method.ReturnType.Name}, where HttpResponseData or Task<HttpResponseData> is supported");
        }

        if (Array.Find(method.GetParameters(), parameter => FunctionDescriptor.ArgumentOf(parameter.ParameterType) is null) is { } stranger)
        {
            throw Fault(name, $"its parameter '{stranger.Name}' is a {stranger.ParameterType.Name}, where HttpRequestData, FunctionContext and CancellationToken are supported");
        }

        if (Array.FindAll(method.GetParameters(), parameter => parameter.IsDefined(typeof(HttpTriggerAttribute))) is not [var request]
            || request.ParameterType != typeof(HttpRequestData))
        {
            throw Fault(name, "exactly one parameter, an HttpRequestData, must have [HttpTrigger]");
        }

        // An attribute that does not say its level leaves it to the Functions host, which then asks for a key: it must be said in so many words.
        var declared = request.GetCustomAttributesData().Single(data => data.AttributeType == typeof(HttpTriggerAttribute)).ConstructorArguments;
        var trigger = request.GetCustomAttribute<HttpTriggerAttribute>()!;
        return declared is [{ ArgumentType: var type }, ..] && type == typeof(AuthorizationLevel) && trigger.AuthLevel == AuthorizationLevel.Anonymous
            ? trigger
            : throw Fault(name, "its [HttpTrigger] must begin with AuthorizationLevel.Anonymous, as there are no keys here");
    }

    private static FunctionRoute CreateRoute(string name, string template, string[]? methods, IInlineConstraintResolver resolver)
    {
        try
        {
            return new FunctionRoute(template, methods, resolver);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw Fault(name, $"its route '{template}' is not supported: {exception.Message}");
        }
    }

    private static InvalidOperationException Fault(string name, string why) => new($"The function '{name}' cannot be served: {why}.");
}
