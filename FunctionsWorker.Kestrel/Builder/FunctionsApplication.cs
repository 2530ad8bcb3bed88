using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a function app begins.</summary>
public class FunctionsApplication
{
    /// <summary>A builder for the functions of the program's own assembly, with the defaults of a host.</summary>
    /// <param name="args">The command line; <c>--urls</c> says where to listen.</param>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args, Assembly.GetEntryAssembly()!.GetExportedTypes());
}
