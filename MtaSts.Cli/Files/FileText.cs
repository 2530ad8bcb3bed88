using System.Text;

namespace MtaSts.Cli.Files;

/// <summary>The text of a file that has to be one: in UTF-8, or in UTF-16 with a byte order mark, which PowerShell writes.</summary>
internal static class FileText
{
    /// <summary>Reads the text, without a byte order mark.</summary>
    /// <param name="fault">What the file is instead, or where it is not text: a sentence, and its line; 0 for the whole file.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out string text, out (int Line, string Message) fault)
    {
        (text, fault) = ("", default);
        var kind = TextFile.Recognize(bytes);
        if (kind == FileKind.Utf16)
        {
            return TryReadUtf16(bytes, out text, out fault);
        }

        if (kind != FileKind.Text)
        {
            fault = (0, $"The file is {TextFile.Describe(kind)}.");
        }
        else if (FindOther(bytes) is { } index)
        {
            fault = (bytes[..index].Count((byte)'\n') + 1, $"The byte {bytes[index]:X2} is not UTF-8, but ANSI or another encoding.");
        }
        else
        {
            text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        }

        return fault.Message is null;
    }

    private static bool TryReadUtf16(ReadOnlySpan<byte> bytes, out string text, out (int Line, string Message) fault)
    {
        (text, fault) = ("", default);
        try
        {
            text = new UnicodeEncoding(bigEndian: bytes[0] == 0xFE, byteOrderMark: true, throwOnInvalidBytes: true).GetString(bytes[2..]);
        }
        catch (DecoderFallbackException)
        {
            fault = (0, "The file begins as UTF-16, but is not.");
        }

        return fault.Message is null;
    }

    private static int? FindOther(ReadOnlySpan<byte> bytes)
    {
        for (var index = 0; index < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes[index..], out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                return index;
            }

            index += length;
        }

        return null;
    }
}
