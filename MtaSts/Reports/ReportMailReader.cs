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

    private static readonly string[] NamesOfReports = [".json", ".gz", ".zip", ".gzip", ".eml"];

    private readonly byte[] mail;
    private readonly MailStream stream;
    private readonly List<(string Name, ReadOnlyMemory<byte> Content, ReportHints Hints)> candidates = [];
    private readonly List<Header> headers = [];

    // Of the mails that are being read, one in another: what an outer one says is for an inner one that says nothing.
    private readonly Stack<ReportHints> hints = new([new ReportHints(Domain: null)]);
    private long headerBytes = MaximumHeaderBytes;
    private int headerCount;
    private int parts;
    private bool isHeaderRead;
    private ContentType? type;

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

    public IReadOnlyList<(string Name, ReadOnlyMemory<byte> Content, ReportHints Hints)> Candidates => candidates;

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

    // Called when its headers have been read.
    protected override void OnMimeMessageBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => hints.Push(
        ReportHints.From(Find("TLS-Report-Domain")?.Value, Find("Subject")?.Value, fileName: null).Or(hints.Peek()));

    protected override void OnMimeMessageEnd(
        long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines, CancellationToken cancellationToken) =>
        hints.Pop();

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
        isHeaderRead = true;
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
            candidates.Add((name ?? type.MimeType, content, hints.Peek()));
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
        || type.Equals("message/rfc822", StringComparison.OrdinalIgnoreCase)
        || Array.Exists(NamesOfReports, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        || TextFile.Recognize(content) is FileKind.Gzip or FileKind.Zip
        || content.IndexOf("\"date-range\""u8) >= 0;

    private Header? Find(string field) =>
        headers.Find(header => header.Field.Equals(field, StringComparison.OrdinalIgnoreCase));
}
