using MimeKit;

namespace MtaSts.Reports;

/// <summary>The parts of a mail that may be reports (RFC 8460 §5.3), wherever the sender put them.</summary>
internal static class ReportMail
{
    private const int MaximumDepth = 16;

    private static readonly ParserOptions Options = new() { MaxMimeDepth = MaximumDepth };

    private static readonly string[] NamesOfReports = [".json", ".gz", ".zip", ".gzip"];

    /// <summary>Reads a mail; null where the text is not one.</summary>
    public static MimeMessage? TryParse(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var stream = new MemoryStream(content.ToArray(), writable: false);
            var mail = new MimeParser(Options, stream, MimeFormat.Entity, persistent: false).ParseMessage();
            var isMail = mail.Headers.Contains(HeaderId.ContentType) || mail.Headers.Contains(HeaderId.From)
                || mail.Headers.Contains(HeaderId.Received) || mail.Headers.Contains(HeaderId.MimeVersion);
            return isMail ? mail : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public static ReportHints GetHints(MimeMessage mail) =>
        ReportHints.From(mail.Headers["TLS-Report-Domain"], mail.Subject, fileName: null);

    /// <summary>The parts that may be reports, each with a name for it, decoded.</summary>
    public static IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> GetCandidates(MimeMessage mail)
    {
        var parts = 0;
        foreach (var part in mail.Body is null ? [] : GetParts(mail.Body))
        {
            if (++parts > ReportLimits.Entries || part.Content is null)
            {
                continue;
            }

            using var decoded = new MemoryStream();
            part.Content.DecodeTo(decoded);
            var content = decoded.ToArray().AsMemory();
            if (IsCandidate(part, content.Span))
            {
                yield return (part.FileName ?? part.ContentType.MimeType, content);
            }
        }
    }

    private static bool IsCandidate(MimePart part, ReadOnlySpan<byte> content) =>
        part.ContentType.MimeType.StartsWith("application/tlsrpt", StringComparison.OrdinalIgnoreCase)
        || Array.Exists(NamesOfReports, name => part.FileName?.EndsWith(name, StringComparison.OrdinalIgnoreCase) == true)
        || TextFile.Recognize(content) is FileKind.Gzip or FileKind.Zip
        || content.IndexOf("\"date-range\""u8) >= 0;

    private static IEnumerable<MimePart> GetParts(MimeEntity entity) => entity switch
    {
        Multipart multipart => multipart.SelectMany(GetParts),
        MessagePart { Message.Body: { } body } => GetParts(body),
        MimePart part => [part],
        _ => [],
    };
}
