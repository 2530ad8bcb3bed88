using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MtaSts.Reports;

/// <summary>Reads the value of a member, whatever it is, into something bounded and harmless.</summary>
internal static class JsonValue
{
    // With room for escapes; what is longer is cut before it is looked at.
    private const int BytesPerCharacter = 6;

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

    /// <summary>Texts in a list, or a single one; beyond <see cref="ReportLimits.Lines"/> they are left out.</summary>
    public static List<string> ReadTexts(ref Utf8JsonReader reader, int maximumLength)
    {
        var texts = new List<string>();
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            AddText(texts, GetText(ref reader, maximumLength));
            return texts;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            AddText(texts, GetText(ref reader, maximumLength));
        }

        return texts;
    }

    /// <summary>
    /// A count of sessions, which some write as a text; null where there is none. One that is larger than any sender's is cut to
    /// <see cref="ReportLimits.Sessions"/>, so that no total overflows.
    /// </summary>
    /// <param name="reader">At the name.</param>
    /// <param name="name">The name.</param>
    /// <param name="least">What it counts as at least where it is negative, a fraction or no number.</param>
    /// <param name="addRemark">Takes what is odd.</param>
    public static long? ReadCount(ref Utf8JsonReader reader, string name, int least, Action<string> addRemark)
    {
        if (ReadText(ref reader, maximumLength: 64) is not { } text)
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

    private static void AddText(List<string> texts, string? text)
    {
        if (text is not null && texts.Count < ReportLimits.Lines)
        {
            texts.Add(text);
        }
    }

    private static string? GetText(ref Utf8JsonReader reader, int maximumLength)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        var text = PlainText.Sanitize(Decode(ref reader, maximumLength).Trim(), maximumLength);
        return text.Length == 0 ? null : text;
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
            // An escape that is half a character, or bytes that are none.
            return Encoding.UTF8.GetString(bytes);
        }
    }
}
