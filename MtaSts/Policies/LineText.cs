namespace MtaSts.Policies;

/// <summary>A part of a line that knows in which column each of its characters stands, whatever was left out between.</summary>
internal sealed class LineText
{
    // One more than there are characters: where the next one would stand.
    private readonly int[] columns;

    private LineText(string text, int[] columns)
    {
        Text = text;
        this.columns = columns;
    }

    public string Text { get; }

    /// <summary>The column of the first character, in bytes, from 1.</summary>
    public int Column => columns[0];

    public LineText this[Range range]
    {
        get
        {
            var (start, length) = range.GetOffsetAndLength(Text.Length);
            return new LineText(Text.Substring(start, length), columns[start..(start + length + 1)]);
        }
    }

    public static LineText From(string line)
    {
        var columns = new int[line.Length + 1];
        var (at, column) = (0, 1);
        foreach (var rune in line.EnumerateRunes())
        {
            for (var i = 0; i < rune.Utf16SequenceLength; i++)
            {
                columns[at++] = column;
            }

            column += rune.Utf8SequenceLength;
        }

        columns[at] = column;
        return new LineText(line, columns);
    }

    /// <summary>The text with some of its characters left out and others replaced.</summary>
    /// <param name="replace">What a character becomes; null where it is left out.</param>
    public LineText Select(Func<char, char?> replace)
    {
        var kept = Text.Select((character, index) => (Character: replace(character), Column: columns[index]))
            .Where(place => place.Character is not null).ToList();
        return new LineText(
            string.Concat(kept.Select(place => place.Character)), [.. kept.Select(place => place.Column), columns[^1]]);
    }

    public LineText Trim(Func<char, bool> isTrimmed)
    {
        var (start, end) = (0, Text.Length);
        while (start < end && isTrimmed(Text[start]))
        {
            start++;
        }

        while (end > start && isTrimmed(Text[end - 1]))
        {
            end--;
        }

        return start == 0 && end == Text.Length ? this : this[start..end];
    }

    public LineText Trim() => Trim(char.IsWhiteSpace);
}
