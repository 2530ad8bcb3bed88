namespace MtaSts.Reports;

/// <summary>Keeps each text once in memory, however many reports have it, and knows how much they take together.</summary>
internal sealed class SharedTexts
{
    // Of a text or a list, beside its characters.
    private const int Overhead = 64;

    private readonly HashSet<string> texts = [];
    private readonly Dictionary<UInt128, IReadOnlyList<string>> lists = [];

    /// <summary>About how many bytes of memory they take.</summary>
    public long Bytes { get; private set; }

    public string Share(string text)
    {
        if (!texts.TryGetValue(text, out var shared))
        {
            texts.Add(shared = text);
            Bytes += GetBytes(text);
        }

        return shared;
    }

    public IReadOnlyList<string> Share(IReadOnlyList<string> list)
    {
        var key = ReportDigest.Compute(list);
        if (!lists.TryGetValue(key, out var shared))
        {
            lists[key] = shared = list;
            Bytes += Overhead + list.Sum(GetBytes);
        }

        return shared;
    }

    private static long GetBytes(string text) => Overhead + (sizeof(char) * text.Length);
}
