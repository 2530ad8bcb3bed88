namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks the parameter that takes the HTTP request of a function, and says which requests those are.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute : Attribute
{
    /// <summary>Any method, with a key of the function.</summary>
    public HttpTriggerAttribute()
        : this(AuthorizationLevel.Function)
    {
    }

    /// <summary>These methods, with a key as the host decides.</summary>
    public HttpTriggerAttribute(params string[] methods) => Methods = methods;

    /// <summary>Any method, with a key as <paramref name="authLevel"/> says.</summary>
    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    /// <summary>These methods, with a key as <paramref name="authLevel"/> says.</summary>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>The route template below the route prefix; null takes the function's name.</summary>
    public string? Route { get; set; }

    /// <summary>The methods; null takes any.</summary>
    public string[]? Methods { get; }

    /// <summary>The key that a caller needs.</summary>
    public AuthorizationLevel AuthLevel { get; }
}
