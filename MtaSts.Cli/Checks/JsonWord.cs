namespace MtaSts.Cli.Checks;

internal static class JsonWord
{
    /// <summary>The value that <paramref name="word"/> stands for.</summary>
    /// <exception cref="FormatException">It stands for no value; the message lists the known words.</exception>
    public static T Read<T>(string word, string member, IReadOnlyList<T> values, Func<T, string> keyOf)
    {
        foreach (var value in values)
        {
            if (keyOf(value) == word)
            {
                return value;
            }
        }

        throw new FormatException($"'{member}' is '{PlainText.Sanitize(word, 80)}', not one of {string.Join(", ", values.Select(keyOf))}");
    }

    /// <exception cref="FormatException">It is.</exception>
    public static T Present<T>(T? element, string member)
        where T : class => element ?? throw new FormatException($"'{member}' contains null");
}
