namespace MtaSts.Serving.Caching;

/// <summary>
/// When the store last said of a name that it has no row, of so many names at most: those that were not asked about for longest make room,
/// half of them at a time. Safe for concurrent use.
/// </summary>
internal sealed class RowlessNames(int capacity, TimeSpan lifetime, TimeProvider time)
{
    private readonly Lock gate = new();
    private Dictionary<UInt128, long> newer = [];
    private Dictionary<UInt128, long> older = [];

    /// <param name="name">The name.</param>
    /// <param name="at">When the store was asked.</param>
    public void Add(string name, long at)
    {
        var digest = NameDigest.Compute(name);
        lock (gate)
        {
            if (newer.Count >= capacity / 2 && !newer.ContainsKey(digest))
            {
                (newer, older) = (older, newer);
                newer.Clear();
            }

            newer[digest] = at;
        }
    }

    public void Remove(string name)
    {
        var digest = NameDigest.Compute(name);
        lock (gate)
        {
            newer.Remove(digest);
            older.Remove(digest);
        }
    }

    /// <summary>When the store was last asked about a name that had no row; null when that is not known, or is too long ago.</summary>
    public long? Find(string name)
    {
        var digest = NameDigest.Compute(name);
        lock (gate)
        {
            return (newer.TryGetValue(digest, out var at) || older.TryGetValue(digest, out at)) && time.GetElapsedTime(at) < lifetime
                ? at
                : null;
        }
    }
}
