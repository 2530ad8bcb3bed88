using System.Text;

namespace MtaSts;

/// <summary>Tells by its content what a file is that was meant to be text and is not, so that a message can call it that.</summary>
public static class TextFile
{
    // Enough for the names of the first files in an archive, and for what stands before the root of a page.
    private const int SeenLength = 8192;

    // Of fewer bytes, one that is 0 can be a slip.
    private const int ShortestUtf16 = 8;

    private static readonly (byte[] Start, FileKind Kind)[] Starts =
    [
        ([0xFE, 0xFF], FileKind.Utf16),
        ([0xFF, 0xFE], FileKind.Utf16),
        ([.. "PK"u8, 3, 4], FileKind.Zip),
        ([.. "PK"u8, 5, 6], FileKind.Zip),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], FileKind.OldOfficeFile),
        ([0x1F, 0x8B], FileKind.Gzip),
        ([.. "%PDF-"u8], FileKind.Pdf),
        ([.. "{\\rtf"u8], FileKind.Rtf),
    ];

    private static readonly string[] PageStarts =
    [
        "!doctype html", "html", "head", "body", "meta", "title", "script", "style", "link", "table", "div", "pre", "p>", "h1", "center",
        "!--",
    ];

    /// <summary>What the bytes are; never an exception, and in a time that does not grow with them.</summary>
    public static FileKind Recognize(ReadOnlySpan<byte> bytes)
    {
        var seen = bytes[..Math.Min(bytes.Length, SeenLength)];
        foreach (var (start, kind) in Starts)
        {
            if (seen.StartsWith(start))
            {
                return kind == FileKind.Zip && seen.IndexOf("xl/workbook."u8) >= 0 ? FileKind.ExcelWorkbook : kind;
            }
        }

        return IsUtf16WithoutMark(seen) ? FileKind.Utf16WithoutMark
            : seen.Contains((byte)0) ? FileKind.Binary
            : RecognizeMarkup(Encoding.Latin1.GetString(seen.StartsWith(Encoding.UTF8.Preamble) ? seen[3..] : seen).TrimStart());
    }

    /// <summary>The kind as a message says it, such as <c>an Excel workbook</c>.</summary>
    public static string Describe(FileKind kind) => kind switch
    {
        FileKind.Text => "text",
        FileKind.Utf16 => "text in UTF-16",
        FileKind.Utf16WithoutMark => "text in UTF-16 without a byte order mark",
        FileKind.ExcelWorkbook => "an Excel workbook",
        FileKind.OldOfficeFile => "an Office file in the old format, such as .xls",
        FileKind.Zip => "a zip archive",
        FileKind.Gzip => "a gzip archive",
        FileKind.Pdf => "a PDF document",
        FileKind.Rtf => "an RTF document",
        FileKind.Html => "an HTML page",
        FileKind.Xml => "XML",
        _ => "not text",
    };

    // Of the letters, digits and signs of what we read, UTF-16 writes one of the two bytes as 0, and always the same.
    private static bool IsUtf16WithoutMark(ReadOnlySpan<byte> seen)
    {
        Span<int> zeros = [0, 0];
        for (var i = 0; i < seen.Length; i++)
        {
            zeros[i % 2] += seen[i] == 0 ? 1 : 0;
        }

        var (most, least) = (Math.Max(zeros[0], zeros[1]), Math.Min(zeros[0], zeros[1]));
        return least == 0 && seen.Length >= ShortestUtf16 && most > seen.Length / 3;
    }

    private static FileKind RecognizeMarkup(string text)
    {
        if (!text.StartsWith('<'))
        {
            return FileKind.Text;
        }

        var isPage = Array.Exists(PageStarts, start => text.AsSpan(1).StartsWith(start, StringComparison.OrdinalIgnoreCase))
            || text.Contains("<html", StringComparison.OrdinalIgnoreCase);
        return isPage ? FileKind.Html : text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) ? FileKind.Xml : FileKind.Text;
    }
}
