namespace MtaSts.Records;

/// <summary>A DNS record to publish.</summary>
public sealed record DnsRecord
{
    private const int MaximumStringLength = 255;

    /// <summary>Creates a record; <paramref name="ttl"/> in seconds.</summary>
    /// <exception cref="ArgumentException">The name or the value is empty or has a character other than printable ASCII.</exception>
    public DnsRecord(string name, DnsRecordType type, string value, int ttl)
    {
        Require(name, nameof(name));
        Require(value, nameof(value));
        ArgumentOutOfRangeException.ThrowIfNegative(ttl);
        Name = name;
        Type = type;
        Value = value;
        Ttl = ttl;
    }

    /// <summary>The name relative to its zone, such as <c>_mta-sts</c>.</summary>
    public string Name { get; }

    /// <summary>TXT or CNAME.</summary>
    public DnsRecordType Type { get; }

    /// <summary>The type as zone files write it: <c>TXT</c> or <c>CNAME</c>.</summary>
    public string TypeName => Type == DnsRecordType.Cname ? "CNAME" : "TXT";

    /// <summary>The text, or the name that a CNAME points to, without a trailing dot.</summary>
    public string Value { get; }

    /// <summary>How long resolvers keep it, in seconds.</summary>
    public int Ttl { get; }

    /// <summary>
    /// The character-strings of a TXT record, at most 255 octets each (RFC 1035 §3.3); senders join them without spaces (RFC 8461 §3.1).
    /// </summary>
    public IReadOnlyList<string> Strings => [.. Value.Chunk(MaximumStringLength).Select(characters => new string(characters))];

    private static void Require(string text, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, name);
        if (text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new ArgumentException("A DNS record must consist of printable ASCII characters.", name);
        }
    }
}

/// <summary>The types of records that MTA-STS needs.</summary>
public enum DnsRecordType
{
    /// <summary>An alias for a host name (RFC 1034 §3.6.2).</summary>
    Cname,

    /// <summary>Text, in one or more character-strings.</summary>
    Txt,
}
