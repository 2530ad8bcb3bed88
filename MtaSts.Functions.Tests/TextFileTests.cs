using System.IO.Compression;
using CsCheck;

namespace MtaSts.Functions.Tests;

public sealed class TextFileTests
{
    private const string Policy = "version: STSv1\r\nmode: testing\r\nmx: a.example\r\nmax_age: 604800\r\n";

    public static TheoryData<string, byte[]> Kinds => new()
    {
        { "text", [] },
        { "text", "contoso.com"u8.ToArray() },
        { "text", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Policy)] },
        { "text", Encoding.UTF8.GetBytes("Domain;Customer\nmünchen.example;Müller & Söhne <München>\n") },
        { "text", Encoding.Latin1.GetBytes("Domain;Customer\ncontoso.com;Müller\n") },
        { "text", "<contoso.com>\n"u8.ToArray() },
        { "text in UTF-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Policy)] },
        { "text in UTF-16", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Policy)] },
        { "text in UTF-16 without a byte order mark", Encoding.Unicode.GetBytes("Domain;Customer\ncontoso.com;Müller Łódź\n") },
        { "text in UTF-16 without a byte order mark", Encoding.BigEndianUnicode.GetBytes(Policy) },
        { "an Excel workbook", Archive("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml") },
        { "an Excel workbook", Archive("[Content_Types].xml", "xl/workbook.bin") },
        { "a zip archive", Archive("contoso.com.txt") },
        { "a zip archive", Archive() },
        { "an Office file in the old format, such as .xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0, 0] },
        { "a gzip archive", Gzip(Policy) },
        { "a PDF document", "%PDF-1.7\n%\u00e2\n"u8.ToArray() },
        { "an RTF document", "{\\rtf1\\ansi version: STSv1\\par }"u8.ToArray() },
        { "an HTML page", "\r\n <!DOCTYPE html>\n<title>Sign in</title>"u8.ToArray() },
        { "an HTML page", "<HTML><body>404"u8.ToArray() },
        { "an HTML page", "<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\">"u8.ToArray() },
        { "an HTML page", [0xEF, 0xBB, 0xBF, .. "<table><tr><td>contoso.com"u8] },
        { "XML", "<?xml version=\"1.0\"?><Objs Version=\"1.1.0.1\"/>"u8.ToArray() },
        { "not text", [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, 0x49, 0x48] },
        { "not text", "version: STSv1\0\nmode: testing\n"u8.ToArray() },
        { "not text", [0x61, 0] },
    };

    [Theory, MemberData(nameof(Kinds))]
    public void A_file_is_called_what_it_is(string kind, byte[] bytes) =>
        Assert.Equal(kind, TextFile.Describe(TextFile.Recognize(bytes)));

    [Fact]
    public void Ascii_in_UTF_16_without_a_mark_is_always_recognised_and_never_taken_for_text_in_UTF_8() =>
        Gen.Char[' ', '~'].Array[4, 100].Select(characters => new string(characters)).Sample(text =>
        {
            Assert.Equal(FileKind.Utf16WithoutMark, TextFile.Recognize(Encoding.Unicode.GetBytes(text)));
            Assert.Equal(FileKind.Utf16WithoutMark, TextFile.Recognize(Encoding.BigEndianUnicode.GetBytes(text)));
            Assert.NotEqual(FileKind.Utf16WithoutMark, TextFile.Recognize(Encoding.UTF8.GetBytes(text)));
        });

    [Fact]
    public void Any_bytes_at_all_are_of_some_kind() => Gen.Byte.Array[0, 300].Sample(bytes =>
        Assert.NotEmpty(TextFile.Describe(TextFile.Recognize(bytes))));

    private static byte[] Archive(params string[] names)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var name in names)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(Policy);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
