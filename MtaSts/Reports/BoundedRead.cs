namespace MtaSts.Reports;

internal static class BoundedRead
{
    private const int FirstLength = 16 * 1024;

    /// <summary>Reads a stream that may go on for ever.</summary>
    /// <exception cref="ReportFormatException">There is more.</exception>
    public static ReadOnlyMemory<byte> ToEnd(Stream stream, int maximumLength)
    {
        var buffer = new byte[FirstLength];
        var length = 0;
        while (true)
        {
            var read = stream.ReadAtLeast(buffer.AsSpan(length), buffer.Length - length, throwOnEndOfStream: false);
            length += read;
            if (length < buffer.Length)
            {
                return buffer.AsMemory(0, length);
            }

            if (length > maximumLength)
            {
                throw new ReportFormatException($"it inflates to more than {maximumLength / (1024 * 1024)} MiB");
            }

            Array.Resize(ref buffer, Math.Min(buffer.Length * 2, maximumLength + 1));
        }
    }
}
