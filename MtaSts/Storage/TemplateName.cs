namespace MtaSts.Storage;

/// <summary>What a template can be called.</summary>
public static class TemplateName
{
    private const int MaximumLength = 40;

    /// <summary>Whether a template can have this name: 1 to 40 lower-case letters, digits and hyphens.</summary>
    public static bool Is(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= MaximumLength && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
    }
}
