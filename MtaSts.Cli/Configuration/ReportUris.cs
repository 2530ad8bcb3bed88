using MtaSts.Records;

namespace MtaSts.Cli.Configuration;

internal static class ReportUris
{
    public const string Form = "mailto:tls-reports@contoso.com";

    /// <summary>The URI; null if the text is not one.</summary>
    public static string? Parse(string text) => CreateRecord([text]) is null ? null : text;

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
