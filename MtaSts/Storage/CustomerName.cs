namespace MtaSts.Storage;

/// <summary>What a customer is called, to whom domains belong: one line of text, compared without regard to case.</summary>
public static class CustomerName
{
    /// <summary>The most UTF-16 code units of a name.</summary>
    public const int MaximumLength = 120;

    // What a spreadsheet takes for the beginning of a formula; names come in CSV, and go out in it.
    private const string FormulaSigns = "=+-@";

    /// <summary>Takes a name as people write it, without the white space around it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name; empty where there is none.</param>
    /// <returns>
    /// Whether it can be kept: it is not empty, on one line, in characters that can be shown, not too long, and does not begin with
    /// <c>=</c>, <c>+</c>, <c>-</c> or <c>@</c>.
    /// </returns>
    public static bool TryParse(string? text, out string name)
    {
        name = text?.Trim() ?? "";
        return name.Length is > 0 and <= MaximumLength && !FormulaSigns.Contains(name[0]) && PlainText.Sanitize(name) == name;
    }

    /// <summary>The name in the row <c>about</c>, where anybody may have written anything; null without one.</summary>
    internal static string? Read(Row? about) => about?.GetText(AboutRow.Customer) is { } text
        ? PlainText.Sanitize(text.TrimStart([.. FormulaSigns]), MaximumLength)
        : null;
}
