namespace MtaSts.Cli;

/// <summary>The TXT records that <c>lint --record</c> reads, as they are written on the command line.</summary>
internal static class RecordKind
{
    /// <summary><c>_mta-sts</c> (RFC 8461 §3.1).</summary>
    public const string MtaSts = "mta-sts";

    /// <summary><c>_smtp._tls</c> (RFC 8460 §3).</summary>
    public const string TlsRpt = "tls-rpt";
}
