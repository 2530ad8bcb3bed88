using System.Text;
using MtaSts.Cli.Console;

namespace MtaSts.Cli.Files;

/// <summary>Files that a command reads: named, or <c>-</c> for standard input; never more of one than the reader can use.</summary>
internal static class InputFile
{
    public const string StandardInput = "-";

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        string path, int limit, CliConsole console, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadOrThrowAsync(path, limit, console, cancellationToken);
        }
        catch (Exception exception) when (IsFault(exception))
        {
            throw new CommandException(ExitCode.Failed, $"{path} could not be read: {exception.Message}");
        }
    }

    /// <summary>The same, for a caller that says in its own words which of many files could not be read.</summary>
    /// <exception cref="Exception">It could not be read: <see cref="IsFault"/>.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadOrThrowAsync(
        string path, int limit, CliConsole console, CancellationToken cancellationToken)
    {
        await using var stream = path == StandardInput ? console.OpenInput() : File.OpenRead(path);
        using var bytes = new MemoryStream();
        var buffer = new byte[Math.Min(limit, 65_536)];
        while (bytes.Length < limit)
        {
            var room = buffer.AsMemory(0, (int)Math.Min(buffer.Length, limit - bytes.Length));
            // To wait for a terminal cannot be cancelled; the process ends without what would come.
            var length = await stream.ReadAsync(room, cancellationToken).AsTask().WaitAsync(cancellationToken);
            if (length == 0)
            {
                break;
            }

            bytes.Write(buffer, 0, length);
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    /// <summary>Whether it says that a file could not be read.</summary>
    public static bool IsFault(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    public static async Task<ReadOnlyMemory<byte>> ReadWholeAsync(
        string path, int maximumMegabytes, CliConsole console, CancellationToken cancellationToken)
    {
        var maximum = maximumMegabytes * 1024 * 1024;
        var bytes = await ReadAsync(path, maximum + 1, console, cancellationToken);
        return bytes.Length <= maximum
            ? bytes
            : throw new CommandException(ExitCode.Failed, $"{path} could not be read: it is larger than {maximumMegabytes} MB.");
    }

    /// <summary>The text in UTF-8, or in what its byte order mark says: PowerShell writes UTF-16 too.</summary>
    /// <exception cref="DecoderFallbackException">The bytes are not text in that encoding, and must be.</exception>
    public static string Decode(ReadOnlyMemory<byte> bytes, bool mustBeText = false)
    {
        var stream = new MemoryStream(bytes.ToArray(), writable: false);
        using var reader = new StreamReader(stream, new UTF8Encoding(false, mustBeText), detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }
}
