using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MtaSts.Serving.Caching;

/// <summary>
/// Remembers names for a fixed time, and at most so many of them: the oldest make room. It keeps digests, so that a name costs the same
/// few bytes however long it is; to be mistaken for another, it would have to share 128 bits of SHA-256 with it. Safe for concurrent use.
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
        var digest = Digest(name);
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
        var digest = Digest(name);
        var now = time.GetTimestamp();
        lock (gate)
        {
            return rememberedAt.TryGetValue(digest, out var at) && !IsOver(at, now);
        }
    }

    private static UInt128 Digest(string name)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }

    private bool IsOver(long at, long now) => time.GetElapsedTime(at, now) >= lifetime;
}
