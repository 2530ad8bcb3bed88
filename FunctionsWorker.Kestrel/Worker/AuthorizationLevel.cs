namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key a caller needs. Kestrel has no keys, so functions on it must be <see cref="Anonymous"/>.</summary>
public enum AuthorizationLevel
{
    /// <summary>None.</summary>
    Anonymous = 0,

    /// <summary>A user's token.</summary>
    User = 1,

    /// <summary>A key of the function.</summary>
    Function = 2,

    /// <summary>The system key.</summary>
    System = 3,

    /// <summary>The master key.</summary>
    Admin = 4,
}
