namespace MtaSts.Functions.Tests.Kestrel;

/// <summary>A scoped service, which counts the calls of one invocation.</summary>
public sealed class EchoScope
{
    public int Calls { get; set; }
}
