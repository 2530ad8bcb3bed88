using System.Buffers.Binary;

namespace MtaSts.Functions.Tests.Network;

/// <summary>A DNS record with whatever bytes a test wants in it (RFC 1035 §3.3).</summary>
/// <param name="Type">Such as 16 for TXT.</param>
/// <param name="TimeToLive">Seconds.</param>
/// <param name="Data">The content, names in it not compressed.</param>
/// <param name="Target">The name that a CNAME points to.</param>
public sealed record ScriptedRecord(ushort Type, uint TimeToLive, byte[] Data, string? Target = null)
{
    private const uint FiveMinutes = 300;

    /// <summary>A TXT record of these character-strings, each of at most 255 characters, in Latin-1.</summary>
    public static ScriptedRecord Text(params string[] strings) => new(16, FiveMinutes, [.. strings.SelectMany(EncodeString)]);

    /// <summary>A CNAME.</summary>
    public static ScriptedRecord Alias(string target) => new(5, FiveMinutes, EncodeName(target), target);

    /// <summary>An MX.</summary>
    public static ScriptedRecord MailExchange(string host, byte preference = 10) =>
        new(15, FiveMinutes, [0, preference, .. EncodeName(host)]);

    /// <summary>An A record.</summary>
    public static ScriptedRecord Address(IPAddress address) => new(1, FiveMinutes, address.GetAddressBytes());

    /// <summary>A CAA record (RFC 8659 §4.1).</summary>
    public static ScriptedRecord Issuer(string tag, string value) =>
        new(257, FiveMinutes, [0, .. EncodeString(tag), .. Encoding.Latin1.GetBytes(value)]);

    /// <summary>A name on the wire: Latin-1, so that every byte but the dot can be in a label.</summary>
    internal static byte[] EncodeName(string name) =>
        [.. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(EncodeString), 0];

    /// <summary>The record on the wire, at this name.</summary>
    internal byte[] Encode(string owner)
    {
        var fixedPart = new byte[10];
        BinaryPrimitives.WriteUInt16BigEndian(fixedPart, Type);
        BinaryPrimitives.WriteUInt16BigEndian(fixedPart.AsSpan(2), 1);
        BinaryPrimitives.WriteUInt32BigEndian(fixedPart.AsSpan(4), TimeToLive);
        BinaryPrimitives.WriteUInt16BigEndian(fixedPart.AsSpan(8), checked((ushort)Data.Length));
        return [.. EncodeName(owner), .. fixedPart, .. Data];
    }

    private static byte[] EncodeString(string text) => [checked((byte)text.Length), .. Encoding.Latin1.GetBytes(text)];
}
