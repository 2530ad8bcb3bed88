namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes a public method of a public class a function.</summary>
/// <param name="name">The function's name, unique in the app without regard to case.</param>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute(string name) : Attribute
{
    /// <summary>The function's name.</summary>
    public string Name { get; } = name;
}
