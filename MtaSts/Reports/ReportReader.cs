using System.IO.Compression;

namespace MtaSts.Reports;

/// <summary>
/// Finds the reports in whatever they come in: mail, JSON, gzip and zip, one in another, told apart by content and never by name or type
/// (RFC 8460 §5). What it reads is bounded in size, number and depth; what is not a report is named, and never an exception. To be used for
/// one file and thrown away.
/// </summary>
public sealed class ReportReader
{
    private const int MaximumName = 200;

    private readonly List<ReadReport> found = [];
    private readonly ReadBudget budget = new();

    private ReportReader()
    {
    }

    /// <summary>The most bytes of a file or mail.</summary>
    public static int MaximumLength => ReportLimits.Mail;

    /// <summary>Reads a file or mail.</summary>
    /// <param name="source">What to call it: its path.</param>
    /// <param name="content">Its bytes; one more than <see cref="MaximumLength"/> are enough to say that they are too many.</param>
    /// <returns>What is in it: one element at least.</returns>
    public static IReadOnlyList<ReadReport> Read(string source, ReadOnlyMemory<byte> content)
    {
        ArgumentNullException.ThrowIfNull(source);
        var reader = new ReportReader();
        if (content.Length > MaximumLength)
        {
            return [new(source, null, $"it has more than {MaximumLength:N0} bytes")];
        }

        reader.budget.TakeBytes(content.Length);
        reader.ReadEntry(source, content, ReportHints.From(null, null, source), ReportLimits.Nesting);
        return reader.found;
    }

    private void ReadEntry(string source, ReadOnlyMemory<byte> content, ReportHints hints, int nesting)
    {
        try
        {
            if (nesting == 0)
            {
                throw new ReportFormatException("there are too many containers in one another");
            }

            switch (TextFile.Recognize(content.Span))
            {
                case FileKind.Gzip:
                    ReadGzip(source, content, hints, nesting - 1);
                    break;
                case FileKind.Zip or FileKind.ExcelWorkbook:
                    ReadZip(source, content, hints, nesting - 1);
                    break;
                case FileKind.Text when IsJson(content.Span):
                    found.Add(new(source, TlsReportParser.Parse(content.Span, hints), null));
                    break;
                case FileKind.Text when content.Span.StartsWith("From "u8):
                    throw new ReportFormatException("it is a mailbox file (mbox); save each message in it as .eml");
                case FileKind.Text or FileKind.Binary when ReportMail.TryParse(content) is { } mail:
                    ReadMail(source, mail, hints, nesting - 1);
                    break;
                case FileKind.OldOfficeFile:
                    throw new ReportFormatException("it is an Outlook message (.msg) or an old Office file; save the message as .eml");
                case var kind:
                    throw new ReportFormatException(
                        content.IsEmpty ? "it is empty"
                        : kind == FileKind.Binary ? "it is neither text nor an archive"
                        : $"it is {TextFile.Describe(kind)}, not a report");
            }
        }
        catch (ReportFormatException exception)
        {
            found.Add(new(source, null, exception.Message));
        }
    }

    private void ReadGzip(string source, ReadOnlyMemory<byte> content, ReportHints hints, int nesting)
    {
        var (text, isWhole) = GzipText.Inflate(content, budget);
        var before = found.Count;
        ReadEntry(source, text, hints, nesting);
        if (!isWhole && found.Skip(before).All(read => read.Report is null))
        {
            // What is wrong with the text comes of that.
            found.RemoveRange(before, found.Count - before);
            throw new ReportFormatException("the gzip is cut off or damaged, or something that is not gzip follows it");
        }
    }

    private void ReadMail(string source, ReportMail mail, ReportHints hints, int nesting)
    {
        foreach (var (name, content, said) in mail.Candidates)
        {
            budget.TakeEntry();
            budget.TakeBytes(content.Length);
            ReadEntry($"{source}: {PlainText.Sanitize(name, MaximumName)}", content, said.Or(name).Or(hints), nesting);
        }

        if (mail.Fault is not null || mail.Candidates.Count == 0)
        {
            throw new ReportFormatException(mail.Fault ?? "no part of the mail is a report");
        }
    }

    private void ReadZip(string source, ReadOnlyMemory<byte> content, ReportHints hints, int nesting)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content.ToArray(), writable: false));
            var files = archive.Entries.Where(entry => entry.Name.Length > 0).Take(ReportLimits.Entries + 1).ToList();
            if (files.Count == 0)
            {
                throw new ReportFormatException("the archive is empty");
            }

            foreach (var file in files)
            {
                budget.TakeEntry();
                ReadFile($"{source}: {PlainText.Sanitize(file.FullName, MaximumName)}", file, hints.Or(file.Name), nesting);
            }
        }
        catch (InvalidDataException)
        {
            throw new ReportFormatException("the archive is cut off or damaged");
        }
    }

    private void ReadFile(string source, ZipArchiveEntry file, ReportHints hints, int nesting)
    {
        try
        {
            // Nothing is written to a path, but no sender of reports names such a one.
            if (LeadsOut(file.FullName))
            {
                throw new ReportFormatException("its path leads out of the archive");
            }

            ReadEntry(source, BoundedRead.ToEnd(file.Open, ReportLimits.Inflated, budget), hints, nesting);
        }
        catch (ReportFormatException exception)
        {
            found.Add(new(source, null, exception.Message));
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException)
        {
            found.Add(new(source, null, "it is damaged, or packed in a way that is not read"));
        }
    }

    private static bool LeadsOut(string path)
    {
        var depth = 0;
        return path is ['/' or '\\', ..] or [_, ':', '/' or '\\', ..]
            || path.Split('/', '\\').Any(name => (depth += name switch { ".." => -1, "" or "." => 0, _ => 1 }) < 0);
    }

    private static bool IsJson(ReadOnlySpan<byte> content)
    {
        var text = content.StartsWith("\uFEFF"u8) ? content[3..] : content;
        return text.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];
    }
}
