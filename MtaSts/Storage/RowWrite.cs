namespace MtaSts.Storage;

/// <summary>One write of a transaction on rows.</summary>
public abstract record RowWrite
{
    private RowWrite()
    {
    }

    /// <summary>Adds a row whose key is free.</summary>
    public sealed record Insert(Row Row) : RowWrite;

    /// <summary>Puts <paramref name="Row"/> in the place of the one that has this version.</summary>
    public sealed record Replace(Row Row, string Version) : RowWrite;

    /// <summary>Removes the row that has this version.</summary>
    public sealed record Delete(string Partition, string Key, string Version) : RowWrite;
}

/// <summary>A row is not in the state that a write expects; nothing was written.</summary>
public sealed class RowConflictException(Exception? innerException = null)
    : Exception("A row is not in the state that the write expects.", innerException);
