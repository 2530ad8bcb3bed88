using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Network;

/// <summary>A DNS record with whatever bytes a test wants in it (RFC 1035 §3.3).</summary>
/// <param name="Type">Such as 16 for TXT.</param>
/// <param name="Data">The content, names in it not compressed.</param>
/// <param name="TimeToLive">Seconds.</param>
/// <param name="Target">The name that a CNAME points to.</param>
internal sealed record ScriptedRecord(int Type, byte[] Data, int TimeToLive = 300, string? Target = null)
{
    /// <summary>A TXT record of these character-strings, each of at most 255 characters, in Latin-1.</summary>
    public static ScriptedRecord Text(params string[] strings) => new(16, [.. strings.SelectMany(DnsMessage.EncodeString)]);

    public static ScriptedRecord Alias(string target) => new(5, DnsMessage.EncodeName(target), Target: target);

    public static ScriptedRecord MailExchange(string host, byte preference = 10) =>
        new(15, [0, preference, .. DnsMessage.EncodeName(host)]);

    public static ScriptedRecord NameServer(string host) => new(2, DnsMessage.EncodeName(host));

    public static ScriptedRecord Address(IPAddress address) =>
        new(address.AddressFamily == AddressFamily.InterNetwork ? 1 : 28, address.GetAddressBytes());

    /// <summary>A CAA record (RFC 8659 §4.1).</summary>
    public static ScriptedRecord Issuer(string tag, string value) =>
        new(257, [0, .. DnsMessage.EncodeString(tag), .. Encoding.Latin1.GetBytes(value)]);
}
