using MtaSts.Records;

namespace MtaSts.Cli.Configuration;

internal static class ReportUris
{
    /// <summary>The record for them; null where there is none, or one is not a mailto: or https: URI (RFC 8460 §3).</summary>
    public static TlsRptRecord? CreateRecord(IEnumerable<string> uris)
    {
        try
        {
            return new TlsRptRecord(uris);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
