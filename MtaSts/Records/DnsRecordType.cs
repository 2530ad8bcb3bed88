namespace MtaSts.Records;

/// <summary>The types of the records that MTA-STS needs.</summary>
public enum DnsRecordType
{
    /// <summary>Another name for a host.</summary>
    Cname,

    /// <summary>A text.</summary>
    Txt,
}
