using System.CommandLine;
using System.Net;

namespace MtaSts.Cli.Options;

internal static class ResolverOption
{
    private const int DnsPort = 53;

    /// <summary>As it is named on the command line.</summary>
    public static string Format(IPEndPoint resolver) => resolver.Port == DnsPort ? $"{resolver.Address}" : $"{resolver}";

    public static Option<IPEndPoint?> Create(string description) => new("--resolver")
    {
        Description = $"{description} [default: the system's]",
        HelpName = "ADDRESS[:PORT]",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!IPEndPoint.TryParse(text, out var resolver))
            {
                result.AddError($"'{text}' is not the address of a resolver. Use ADDRESS or ADDRESS:PORT, as in 192.0.2.53:53.");
                return null;
            }

            return resolver.Port == 0 ? new IPEndPoint(resolver.Address, DnsPort) : resolver;
        },
    };
}
