namespace MtaSts.Serving.Caching;

/// <summary>
/// Remembers names, by their digests, for a fixed time, and at most so many of them: the oldest make room. Safe for concurrent use.
/// </summary>
internal sealed class RecentNames(int capacity, TimeSpan lifetime, TimeProvider time)
{
    private readonly Lock gate = new();

    // At full size from the start: growing would leave garbage behind that is larger than the names.
    private readonly Dictionary<UInt128, long> rememberedAt = new(capacity);
    private readonly Queue<UInt128> oldestFirst = new(capacity);

    /// <summary>Remembers a name from now on; one that is remembered already keeps its time.</summary>
    public void Add(string name)
    {
        var digest = NameDigest.Compute(name);
        var now = time.GetTimestamp();
        lock (gate)
        {
            while (oldestFirst.TryPeek(out var oldest) && (oldestFirst.Count >= capacity || IsOver(rememberedAt[oldest], now)))
            {
                rememberedAt.Remove(oldestFirst.Dequeue());
            }

            if (rememberedAt.TryAdd(digest, now))
            {
                oldestFirst.Enqueue(digest);
            }
        }
    }

    public bool Contains(string name)
    {
        var digest = NameDigest.Compute(name);
        var now = time.GetTimestamp();
        lock (gate)
        {
            return rememberedAt.TryGetValue(digest, out var at) && !IsOver(at, now);
        }
    }

    private bool IsOver(long at, long now) => time.GetElapsedTime(at, now) >= lifetime;
}
