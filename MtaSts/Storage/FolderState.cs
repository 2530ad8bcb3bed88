namespace MtaSts.Storage;

/// <summary>What a policy folder holds of a domain at one moment, read as <see cref="PolicyFolder"/> writes it.</summary>
internal sealed class FolderState
{
    private static readonly byte[] Removal = "This marks a removal.\n"u8.ToArray();

    // How far apart the times of files may be that were put in place together, by copying a folder or checking it out.
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(15);

    /// <summary>Makes out the state.</summary>
    /// <param name="journal">The states so far, and perhaps one that a crash kept from coming to be.</param>
    /// <param name="next">What <c>.&lt;domain&gt;.next</c> holds; null when there is none, as between changes.</param>
    /// <param name="file">The policy file; null when there is none.</param>
    public FolderState(PolicyJournal journal, byte[]? next, PolicyFile? file)
    {
        var isPending = journal.Entries is [.., var last] && !last.IsOf(file?.Text) && next is not null && next.AsSpan().SequenceEqual(NextOf(last));
        Entries = isPending ? [.. journal.Entries.SkipLast(1)] : journal.Entries;
        JournalLength = journal.LengthOf(Entries.Count);
        HasLeftovers = next is not null || JournalLength < journal.Length;

        // A change writes the policy file before its line. One that is newer was edited by hand, be it only there and back again.
        IsRecorded = Entries is [.., var latest]
            ? latest.IsOf(file?.Text) && !(file?.WrittenAt > latest.Time && file.WrittenAt > journal.WrittenAt + Together)
            : file is null;
        Current = file is null ? null : IsRecorded ? Entries[^1] : JournalEntry.Of(file.Text, After(file.WrittenAt));
    }

    /// <summary>The states that came to be and have a line, oldest first.</summary>
    public IReadOnlyList<JournalEntry> Entries { get; }

    /// <summary>The state that is served, by its line, else as made by hand; null when the domain is not hosted.</summary>
    public JournalEntry? Current { get; }

    /// <summary>Whether the last line is of the file as it is.</summary>
    public bool IsRecorded { get; }

    /// <summary>How much of the journal is in force, in bytes.</summary>
    public long JournalLength { get; }

    /// <summary>Whether a crash left something behind.</summary>
    public bool HasLeftovers { get; }

    /// <summary>The states before the current one, oldest first.</summary>
    public IEnumerable<JournalEntry> History => Entries.SkipLast(Current is not null && IsRecorded ? 1 : 0);

    /// <summary>What <c>.&lt;domain&gt;.next</c> holds until the state has come to be.</summary>
    public static byte[] NextOf(JournalEntry entry) => entry.File ?? Removal;

    /// <summary>The time, or the earliest that comes after every line: clocks differ, and so do those of files.</summary>
    public DateTimeOffset After(DateTimeOffset time) => Entries is [.., { Time: var last }] && time <= last ? last.AddTicks(1) : time;
}
