namespace MtaSts.Cli.Reports.Mailbox;

/// <summary>Tells by names and types which attachments may be reports; what they are in truth, the reader finds out.</summary>
internal static class ReportAttachment
{
    private const string Subject = "Report Domain:";

    private static readonly string[] Endings = [".json", ".gz", ".gzip", ".zip", ".eml"];

    private static readonly string[] Types =
        ["application/tlsrpt", "application/json", "application/gzip", "application/x-gzip", "application/zip", "application/x-zip"];

    /// <param name="name">The name of a file, or the subject of a message that is attached.</param>
    public static bool IsReport(string name, string type) =>
        Array.Exists(Endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        || Array.Exists(Types, prefix => type.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        || IsSubject(name);

    public static bool IsSubject(string text) => text.Contains(Subject, StringComparison.OrdinalIgnoreCase);
}
