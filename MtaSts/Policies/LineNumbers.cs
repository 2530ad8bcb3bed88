namespace MtaSts.Policies;

/// <summary>The lines that one finding is about, in the order of the text: few are named, many are counted.</summary>
internal sealed class LineNumbers
{
    private const int Named = 5;

    private readonly List<int> kept = [];
    private int count;
    private int last;

    public int First => kept[0];

    public bool IsOne => count == 1;

    /// <summary>The first of them.</summary>
    public IReadOnlyList<int> Kept => kept;

    /// <summary>How a sentence begins: <c>Line 2</c>, <c>Lines 2 and 5</c>, <c>Lines 1 to 4</c>, <c>Lines 1, 3 and 2 more</c>.</summary>
    public string Subject => count switch
    {
        1 => $"Line {First}",
        2 => $"Lines {First} and {last}",
        _ when last - First + 1 == count => $"Lines {First} to {last}",
        > Named => $"Lines {string.Join(", ", kept)} and {count - Named} more",
        _ => $"Lines {string.Join(", ", kept.SkipLast(1))} and {last}",
    };

    public void Add(int line)
    {
        if (line == last)
        {
            return;
        }

        count++;
        last = line;
        if (kept.Count < Named)
        {
            kept.Add(line);
        }
    }

    /// <summary>The verb for one or several: <c>is</c>, <c>has</c>, or a regular one in its form for one.</summary>
    public string Verb(string one) => count == 1 ? one : one switch
    {
        "is" => "are",
        "has" => "have",
        "does" => "do",
        _ => one[..^1],
    };
}
