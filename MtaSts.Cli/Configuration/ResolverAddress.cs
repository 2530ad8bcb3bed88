using System.Net;

namespace MtaSts.Cli.Configuration;

/// <summary>How people write whom to ask in DNS: <c>192.0.2.53</c>, <c>192.0.2.53:5353</c>.</summary>
internal static class ResolverAddress
{
    public const string Form = "ADDRESS or ADDRESS:PORT, as in 192.0.2.53:53";

    private const int DnsPort = 53;

    public static IPEndPoint? Parse(string text) => !IPEndPoint.TryParse(text, out var resolver) ? null
        : resolver.Port == 0 ? new IPEndPoint(resolver.Address, DnsPort)
        : resolver;

    public static string Format(IPEndPoint resolver) => resolver.Port == DnsPort ? $"{resolver.Address}" : $"{resolver}";
}
