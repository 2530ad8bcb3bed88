namespace MtaSts.Records;

/// <summary>The types of records that MTA-STS needs.</summary>
public enum DnsRecordType
{
    /// <summary>An alias for a host name (RFC 1034 §3.6.2).</summary>
    Cname,

    /// <summary>Text, in one or more character-strings.</summary>
    Txt,
}
