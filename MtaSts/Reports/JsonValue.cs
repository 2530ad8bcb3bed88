using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MtaSts.Reports;

/// <summary>Reads the value of a member, whatever it is, into something bounded and harmless.</summary>
internal static class JsonValue
{
    // With room for escapes; what is longer is cut before it is looked at.
    private const int BytesPerCharacter = 6;

    public delegate void ElementReader(ref Utf8JsonReader reader);

    /// <summary>Goes into the value where it is an object, and over it where it is not.</summary>
    public static bool EnterObject(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        reader.Skip();
        return false;
    }

    /// <summary>A text, or a number as one; null for nothing, for an empty text, and for an object or a list.</summary>
    public static string? ReadText(ref Utf8JsonReader reader, int maximumLength)
    {
        reader.Read();
        return GetText(ref reader, maximumLength);
    }

    /// <summary>The same of the value that the reader is at.</summary>
    public static string? GetText(ref Utf8JsonReader reader, int maximumLength)
    {
        var text = PlainText.Sanitize(GetRawText(ref reader, maximumLength).Trim(), maximumLength);
        return text.Length == 0 ? null : text;
    }

    /// <summary>Reads each element where the value is a list, else the value as the only one.</summary>
    public static void ForEach(ref Utf8JsonReader reader, ElementReader read)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            read(ref reader);
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            read(ref reader);
        }
    }

    /// <summary>
    /// Lines, of the texts in a list or of a single one; beyond <see cref="ReportLimits.Lines"/> they are left out, as are empty ones.
    /// </summary>
    public static List<string> ReadLines(ref Utf8JsonReader reader, int maximumLength)
    {
        var lines = new List<string>();
        ForEach(ref reader, (ref element) => AddLines(lines, GetRawText(ref element, maximumLength * ReportLimits.Lines), maximumLength));
        return lines;
    }

    /// <summary>
    /// A count of sessions, which some write as a text; null where there is none. One that is larger than any sender's is cut to
    /// <see cref="ReportLimits.Sessions"/>, so that no total overflows.
    /// </summary>
    /// <param name="reader">At the name.</param>
    /// <param name="name">The name.</param>
    /// <param name="least">What it counts as at least where it is negative, a fraction or not a number.</param>
    /// <param name="addRemark">Takes what is odd.</param>
    public static long? ReadCount(ref Utf8JsonReader reader, string name, int least, Action<string> addRemark)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            reader.Skip();
            addRemark($"{name} is an object or a list, which is not a count: it is taken as {least}");
            return least;
        }

        if (GetText(ref reader, maximumLength: 64) is not { } text)
        {
            return null;
        }

        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var count))
        {
            count = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var large) && large > 0
                ? decimal.MaxValue
                : -1;
        }

        if (count < 0 || decimal.Truncate(count) != count)
        {
            count = Math.Max(least, decimal.Ceiling(count));
            var taken = Math.Min(count, ReportLimits.Sessions);
            addRemark($"{name} is {PlainText.Quote(text)}, which is not a count: it is taken as {taken:N0}");
        }

        if (count <= ReportLimits.Sessions)
        {
            return (long)count;
        }

        addRemark($"{name} is {text}, which no sender reaches: {ReportLimits.Sessions:N0} are counted");
        return ReportLimits.Sessions;
    }

    private static void AddLines(List<string> lines, string text, int maximumLength)
    {
        foreach (var part in text.AsSpan().EnumerateLines())
        {
            var line = part.Trim();
            if (!line.IsEmpty && lines.Count < ReportLimits.Lines)
            {
                lines.Add(PlainText.Sanitize(line.ToString(), maximumLength));
            }
        }
    }

    private static string GetRawText(ref Utf8JsonReader reader, int maximumLength)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.Null)
        {
            reader.Skip();
            return "";
        }

        return Decode(ref reader, maximumLength);
    }

    private static string Decode(ref Utf8JsonReader reader, int maximumLength)
    {
        var bytes = reader.ValueSpan;
        if (reader.TokenType != JsonTokenType.String || bytes.Length > maximumLength * BytesPerCharacter)
        {
            return Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, maximumLength * BytesPerCharacter)]);
        }

        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An escape that is half a character, or bytes that are not one.
            return Encoding.UTF8.GetString(bytes);
        }
    }
}
