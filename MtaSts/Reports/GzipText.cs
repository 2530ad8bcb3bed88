using System.IO.Compression;

namespace MtaSts.Reports;

/// <summary>Inflates gzip (RFC 1952), in as little memory as it says it may take, and not without noticing that some is missing.</summary>
internal static class GzipText
{
    // A member that holds one zero byte, which no report does. It is read only where what comes before it is whole: of a gzip that is cut
    // off, GZipStream gives what is there and throws nothing.
    private static readonly byte[] LastMember = Compress([0]);

    /// <summary>
    /// The text, and whether all of it is whole gzip. Where it is not, it is cut off or damaged, or something that is not gzip comes after
    /// it; whether the text is whole shows when it is read.
    /// </summary>
    /// <exception cref="ReportFormatException">It is cut off or damaged, or inflates to more than it may.</exception>
    public static (ReadOnlyMemory<byte> Text, bool IsWhole) Inflate(ReadOnlyMemory<byte> packed, ReadBudget budget)
    {
        byte[] whole = [.. packed.Span, .. LastMember];
        try
        {
            var text = BoundedRead.ToEnd(
                () => new GZipStream(new MemoryStream(whole), CompressionMode.Decompress), ReportLimits.Inflated + 1, budget);
            return text is [.., 0] ? (text.AsMemory(..^1), true) : (text, false);
        }
        catch (InvalidDataException)
        {
            throw new ReportFormatException("the gzip is cut off or damaged");
        }
    }

    private static byte[] Compress(ReadOnlySpan<byte> text)
    {
        var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(text);
        }

        return packed.ToArray();
    }
}
