namespace MtaSts;

/// <summary>What somebody may have meant who wrote a word that is not known, such as a name of a field, a column or a value.</summary>
public static class NearWord
{
    // Longer words are no slips of the keyboard; it bounds the time, too.
    private const int MaximumLength = 32;
    private const int ShortestPart = 3;
    private const int ShortestWithTwoSlips = 5;

    /// <summary>
    /// The known word that <paramref name="word"/> is near to, null if there is none: the same but for case and <c>-</c>, <c>_</c>,
    /// <c>.</c> and spaces; a beginning of it; or one slip away, in long words two: a letter too many, missing, wrong, or swapped.
    /// </summary>
    public static string? Find(string word, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(known);
        if (word.Length is 0 or > MaximumLength)
        {
            return null;
        }

        var written = Simplify(word);
        return known
            .Select(candidate => (Word: candidate, Slips: CountSlips(written, Simplify(candidate))))
            .Where(candidate => candidate.Slips is not null)
            .OrderBy(candidate => candidate.Slips)
            .Select(candidate => candidate.Word)
            .FirstOrDefault();
    }

    /// <summary>The sentence <c>Did you mean 'mode'?</c> with a space before it; empty when nothing is near.</summary>
    public static string Suggest(string word, IEnumerable<string> known) =>
        Find(word, known) is { } meant ? $" Did you mean '{meant}'?" : "";

    private static int? CountSlips(string written, string meant)
    {
        if (written == meant)
        {
            return 0;
        }

        // From two letters, every other two are near: they must be there, with one before or after them.
        if (meant.Length < 3)
        {
            var isAround = written.StartsWith(meant, StringComparison.Ordinal) || written.EndsWith(meant, StringComparison.Ordinal);
            return isAround && written.Length == meant.Length + 1 ? 1 : null;
        }

        var allowed = meant.Length < ShortestWithTwoSlips ? 1 : 2;
        var slips = Math.Abs(written.Length - meant.Length) > allowed ? int.MaxValue : Measure(written, meant);
        return slips <= allowed ? slips
            : written.Length >= ShortestPart && meant.StartsWith(written, StringComparison.Ordinal) ? allowed + 1
            : null;
    }

    private static string Simplify(string word) =>
        string.Concat(word.Where(character => character is not ('-' or '_' or '.' or ' '))).ToLowerInvariant();

    /// <summary>The distance by Damerau and Levenshtein in which no letter is changed twice (optimal string alignment).</summary>
    private static int Measure(string one, string other)
    {
        var distances = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                distances[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1,
                    distances[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    distances[i, j] = Math.Min(distances[i, j], distances[i - 2, j - 2] + 1);
                }
            }
        }

        return distances[one.Length, other.Length];
    }
}
