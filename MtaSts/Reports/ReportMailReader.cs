using MimeKit;
using MimeKit.Utils;

namespace MtaSts.Reports;

/// <summary>
/// Reads a mail part by part, in memory and time that do not grow with what a stranger puts into its headers or how often it names a
/// boundary: MimeKit keeps hundreds of bytes of each header and part, and a mail of 14 MB can have millions.
/// </summary>
internal sealed class ReportMailReader : MimeReader
{
    private const int MaximumDepth = 16;

    // Of all headers of a mail, those of its parts too. Real ones have some 10 KB.
    private const int MaximumHeaderBytes = 256 * 1024;
    private const int MaximumHeaders = 1_000;

    private static readonly string[] NamesOfReports = [".json", ".gz", ".zip", ".gzip"];

    private readonly byte[] mail;
    private readonly MailStream stream;
    private readonly List<(string Name, ReadOnlyMemory<byte> Content)> candidates = [];
    private readonly List<Header> headers = [];
    private long headerBytes = MaximumHeaderBytes;
    private int headerCount;
    private int parts;
    private bool isHeaderRead;
    private ContentType? type;
    private string? domain;
    private string? subject;

    public ReportMailReader(byte[] mail)
        : this(mail, new MailStream(mail))
    {
    }

    private ReportMailReader(byte[] mail, MailStream stream)
        : base(new ParserOptions { MaxMimeDepth = MaximumDepth }, stream, MimeFormat.Entity)
    {
        this.mail = mail;
        this.stream = stream;
    }

    /// <summary>What is said of a header that is too long.</summary>
    public static string TooMuchHeader => $"a mail has at most {MaximumHeaderBytes / 1024} KiB and {MaximumHeaders:N0} lines of headers";

    /// <summary>Whether the header is that of a mail.</summary>
    public bool IsMail { get; private set; }

    public ReportHints Hints => ReportHints.From(domain, subject, fileName: null);

    public IReadOnlyList<(string Name, ReadOnlyMemory<byte> Content)> Candidates => candidates;

    /// <summary>Reads the mail, to be called once.</summary>
    /// <returns>Why not to its end, as a clause; null where it is.</returns>
    public string? ReadToEnd()
    {
        try
        {
            ReadMessage();
            return null;
        }
        catch (ReportFormatException exception)
        {
            return exception.Message;
        }
        catch (FormatException)
        {
            IsMail = false;
            return null;
        }
    }

    protected override void OnHeadersBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        headers.Clear();
        stream.Limit = beginOffset + headerBytes;
    }

    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken)
    {
        if (++headerCount > MaximumHeaders)
        {
            throw new ReportFormatException(TooMuchHeader);
        }

        headers.Add(header);
        if (!isHeaderRead)
        {
            IsMail |= header.Id is HeaderId.ContentType or HeaderId.From or HeaderId.Received or HeaderId.MimeVersion;
        }
    }

    protected override void OnHeadersEnd(
        long beginOffset, int beginLineNumber, long endOffset, int endLineNumber, CancellationToken cancellationToken)
    {
        headerBytes -= endOffset - beginOffset;
        stream.Limit = long.MaxValue;
        if (isHeaderRead)
        {
            return;
        }

        isHeaderRead = true;
        domain = Find("TLS-Report-Domain")?.Value;
        subject = Find("Subject")?.Value;
        if (!IsMail)
        {
            throw new FormatException();
        }
    }

    protected override void OnMimePartBegin(
        ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        if (++parts > ReportLimits.Entries)
        {
            throw new ReportFormatException($"only the first {ReportLimits.Entries} parts of a mail are read");
        }

        type = contentType;
    }

    protected override void OnMimePartContentEnd(
        long beginOffset,
        int beginLineNumber,
        long endOffset,
        int lines,
        NewLineFormat? newLineFormat,
        CancellationToken cancellationToken)
    {
        var name = FindDisposition()?.FileName ?? type!.Name;
        var content = Decode((int)beginOffset, (int)(endOffset - beginOffset));
        if (IsCandidate(type!.MimeType, name ?? "", content.Span))
        {
            candidates.Add((name ?? type.MimeType, content));
        }
    }

    private ReadOnlyMemory<byte> Decode(int start, int length)
    {
        var encoding = Find("Content-Transfer-Encoding") is { } header && MimeUtils.TryParse(header.Value, out ContentEncoding known)
            ? known
            : ContentEncoding.Default;
        using var decoded = new MemoryStream();
        new MimeContent(new MemoryStream(mail, start, length, writable: false), encoding).DecodeTo(decoded);
        return decoded.ToArray();
    }

    private ContentDisposition? FindDisposition() =>
        Find("Content-Disposition") is { } header && ContentDisposition.TryParse(header.RawValue, out var disposition) ? disposition : null;

    private static bool IsCandidate(string type, string name, ReadOnlySpan<byte> content) =>
        type.StartsWith("application/tlsrpt", StringComparison.OrdinalIgnoreCase)
        || Array.Exists(NamesOfReports, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        || TextFile.Recognize(content) is FileKind.Gzip or FileKind.Zip
        || content.IndexOf("\"date-range\""u8) >= 0;

    private Header? Find(string field) =>
        headers.Find(header => header.Field.Equals(field, StringComparison.OrdinalIgnoreCase));
}
