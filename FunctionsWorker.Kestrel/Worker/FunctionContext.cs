namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>Identifies the invocation.</summary>
    public abstract string InvocationId { get; }

    /// <summary>Identifies the function.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The services of the invocation; scoped ones end with it.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>A place for the invocation's own things.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Cancelled when nobody waits for the answer any more.</summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}
