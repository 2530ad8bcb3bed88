namespace MtaSts.Cli.Console;

/// <summary>
/// Standard output or error where it is no terminal, and writing may fail: the disk is full, or the shell has closed it. A reader that goes
/// away early, as <c>head</c> does, has all that it wanted: .NET makes no failure of that, and no change is left half-made by it.
/// </summary>
internal sealed class StandardStream(Stream stream, Action<string> fail) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            stream.Write(buffer);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What is closed is called a lack of access, and inside, a bad file descriptor.
            fail((exception.InnerException ?? exception).Message);
        }
    }

    public override void Flush()
    {
        // The system's stream keeps nothing back.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>The result could not be written to standard output.</summary>
internal sealed class StandardOutputException(string fault) : Exception($"Standard output could not be written: {fault}.");
