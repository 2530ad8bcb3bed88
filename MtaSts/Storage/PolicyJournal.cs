using System.Text.Json;

namespace MtaSts.Storage;

/// <summary>The states of one domain, oldest first, a line each. A last line without its end was torn by a crash and says nothing.</summary>
internal sealed class PolicyJournal
{
    private readonly List<JournalEntry> entries = [];
    private readonly List<long> ends = [0];

    private PolicyJournal(string path, byte[] text, DateTimeOffset writtenAt)
    {
        Length = text.Length;
        WrittenAt = writtenAt;
        for (int start = 0, end; (end = Array.IndexOf(text, (byte)'\n', start)) >= 0; start = end + 1)
        {
            entries.Add(Parse(text.AsSpan(start, end - start), path));
            ends.Add(end + 1);
        }
    }

    /// <summary>The states.</summary>
    public IReadOnlyList<JournalEntry> Entries => entries;

    /// <summary>The file's length, a torn line included.</summary>
    public long Length { get; }

    /// <summary>When the file was written last, UTC.</summary>
    public DateTimeOffset WrittenAt { get; }

    /// <summary>The journal in the file <paramref name="path"/>, which need not exist.</summary>
    /// <exception cref="PolicyStoreException">A line of it is no state.</exception>
    public static async Task<PolicyJournal> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return new PolicyJournal(path, [], default);
        }

        await using var stream = PolicyFile.Open(path);
        using var text = new MemoryStream();
        await stream.CopyToAsync(text, cancellationToken);
        return new PolicyJournal(path, text.ToArray(), File.GetLastWriteTimeUtc(stream.SafeFileHandle));
    }

    /// <summary>The length of the file's first <paramref name="count"/> lines.</summary>
    public long LengthOf(int count) => ends[count];

    /// <summary>Cuts the file <paramref name="path"/> to a length.</summary>
    public static void Truncate(string path, long length)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        stream.SetLength(length);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Adds a state to the file <paramref name="path"/>, which need not exist.</summary>
    public static void Append(string path, JournalEntry entry)
    {
        using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(entry, JournalJson.Default.JournalEntry), (byte)'\n']);
        stream.Flush(flushToDisk: true);
    }

    private JournalEntry Parse(ReadOnlySpan<byte> line, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(line, JournalJson.Default.JournalEntry) ?? throw new JsonException("It is null.");
        }
        catch (JsonException exception)
        {
            throw new PolicyStoreException($"Line {entries.Count + 1} of the history {path} is no state: {exception.Message}", exception);
        }
    }
}
