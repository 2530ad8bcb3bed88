using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MtaSts.Reports;

/// <summary>
/// Reads the JSON of a report (RFC 8460 §4.4) as senders write it. What it keeps is bounded, whatever the text holds.
/// </summary>
internal static partial class TlsReportParser
{
    private const int MaximumTimeText = 64;
    private const int DateLength = 10;
    private const int FirstYear = 1990;
    private const int YearsEnd = 9000;

    /// <exception cref="ReportFormatException">It is not a report.</exception>
    public static TlsReport Parse(ReadOnlySpan<byte> json, ReportHints hints)
    {
        var mark = json.StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(json[mark..], new JsonReaderOptions { MaxDepth = ReportLimits.Depth });
        try
        {
            return ReadReport(ref reader, hints);
        }
        catch (JsonException exception)
        {
            var place = $"line {(exception.LineNumber ?? 0) + 1}, byte {(exception.BytePositionInLine ?? 0) + 1}";
            throw new ReportFormatException(reader.BytesConsumed >= json.Length - mark
                ? "the JSON is cut off"
                : $"it is not valid JSON, or nested more than {ReportLimits.Depth} deep ({place})");
        }
        catch (InvalidOperationException)
        {
            // To compare a name unescapes it, and an escape can be half a character.
            throw new ReportFormatException("the name of a member is not text");
        }
    }

    private static TlsReport ReadReport(ref Utf8JsonReader reader, ReportHints hints)
    {
        string? organization = null, id = null;
        (DateTimeOffset? Start, DateTimeOffset? End) range = default;
        PolicyListReader? policies = null;
        if (!JsonValue.EnterObject(ref reader))
        {
            throw new ReportFormatException("it is not a TLS report: the JSON is not an object");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("organization-name"u8))
            {
                organization = JsonValue.ReadText(ref reader, 100);
            }
            else if (reader.ValueTextEquals("report-id"u8))
            {
                id = JsonValue.ReadText(ref reader, 200);
            }
            else if (reader.ValueTextEquals("date-range"u8))
            {
                range = ReadRange(ref reader);
            }
            else if (reader.ValueTextEquals("policies"u8))
            {
                policies ??= new PolicyListReader(hints);
                policies.Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        // What comes after the report is an error, which reading on finds.
        reader.Read();
        return Create(organization, id, range, policies ?? throw new ReportFormatException("it is not a TLS report: it has no policies"));
    }

    private static TlsReport Create(
        string? organization, string? id, (DateTimeOffset? Start, DateTimeOffset? End) range, PolicyListReader policies)
    {
        // A report is of a whole day (RFC 8460 §4.1), where it does not say otherwise.
        var start = range.Start ?? range.End?.AddTicks(-1).UtcDateTime.Date
            ?? throw new ReportFormatException("it does not say of which time it is (date-range)");
        return new TlsReport
        {
            Organization = organization ?? "(no name)",
            Id = id,
            Start = start,
            End = range.End is { } end && end > start ? end : start.AddDays(1),
            Policies = policies.Policies,
            Remarks = policies.Remarks,
        };
    }

    private static (DateTimeOffset? Start, DateTimeOffset? End) ReadRange(ref Utf8JsonReader reader)
    {
        (DateTimeOffset? Start, DateTimeOffset? End) range = default;
        if (!JsonValue.EnterObject(ref reader))
        {
            return range;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("start-datetime"u8))
            {
                range.Start = ReadTime(ref reader)?.Time;
            }
            else if (reader.ValueTextEquals("end-datetime"u8))
            {
                // A day that is named as the last one is reported to its end.
                range.End = ReadTime(ref reader) is { } end ? end.Time.AddDays(end.IsDate ? 1 : 0) : null;
            }
            else
            {
                reader.Skip();
            }
        }

        return range;
    }

    /// <summary>A time without a zone, against RFC 3339 §5.6, is UTC: Microsoft has sent such.</summary>
    private static (DateTimeOffset Time, bool IsDate)? ReadTime(ref Utf8JsonReader reader)
    {
        if (JsonValue.ReadText(ref reader, MaximumTimeText) is not { } text)
        {
            return null;
        }

        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return Time().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, utc, out var time)
            && time.Year is >= FirstYear and < YearsEnd
            ? (time, text.Length == DateLength)
            : throw new ReportFormatException($"{PlainText.Quote(text)} is not a time");
    }

    // Without a date, .NET takes today's.
    [GeneratedRegex(@"^\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d(:\d\d(\.\d+)?)? ?([Zz]|[+-]\d\d:?\d\d)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Time();
}
