namespace MtaSts.Cli;

/// <summary>Files that a command reads: named, or <c>-</c> for standard input; never more of one than the reader can use.</summary>
internal static class InputFile
{
    /// <summary>The name of standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>The file's bytes, at most <paramref name="limit"/> of them.</summary>
    /// <exception cref="CommandException">The file cannot be read; the message names it.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(string path, int limit, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = path == StandardInput ? Console.OpenStandardInput() : File.OpenRead(path);
            using var bytes = new MemoryStream();
            var buffer = new byte[Math.Min(limit, 65_536)];
            while (bytes.Length < limit
                && await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, limit - bytes.Length)), cancellationToken) is var length and > 0)
            {
                bytes.Write(buffer, 0, length);
            }

            return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandException(ExitCode.Failed, $"{path} could not be read: {exception.Message}");
        }
    }
}
