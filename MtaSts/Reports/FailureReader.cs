using System.Text.Json;

namespace MtaSts.Reports;

/// <summary>Reads an element of <c>failure-details</c> (RFC 8460 §4.4).</summary>
internal static class FailureReader
{
    private const int MaximumName = 255;

    /// <summary>A failure; null where there is nothing. Somebody who tells of one without a number saw one at least.</summary>
    /// <param name="reader">At the element.</param>
    /// <param name="addRemark">Takes what is odd.</param>
    public static ReportedFailure? Read(ref Utf8JsonReader reader, Action<string> addRemark)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return ReadOther(ref reader, addRemark);
        }

        var failure = new ReportedFailure { Type = "", Sessions = 1 };
        long? sessions = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("failed-session-count"u8))
            {
                // Of a count that comes twice, the larger one is taken.
                sessions = Math.Max(sessions ?? 0, JsonValue.ReadCount(ref reader, "failed-session-count", least: 1, addRemark) ?? 1);
            }
            else
            {
                failure = ReadMember(ref reader, failure);
            }
        }

        return failure with { Sessions = sessions ?? 1 };
    }

    private static ReportedFailure? ReadOther(ref Utf8JsonReader reader, Action<string> addRemark)
    {
        var isList = reader.TokenType == JsonTokenType.StartArray;
        var type = JsonValue.GetText(ref reader, MaximumName);
        if (type is null && !isList)
        {
            return null;
        }

        addRemark("failure-details contains something that is not an object: it is taken as one failed session");
        return new ReportedFailure { Type = FailureKind.Find(type ?? "").Type, Sessions = 1 };
    }

    private static ReportedFailure ReadMember(ref Utf8JsonReader reader, ReportedFailure failure)
    {
        if (reader.ValueTextEquals("result-type"u8))
        {
            return failure with { Type = FailureKind.Find(JsonValue.ReadText(ref reader, MaximumName) ?? "").Type };
        }

        if (reader.ValueTextEquals("sending-mta-ip"u8))
        {
            return failure with { SendingAddress = JsonValue.ReadText(ref reader, MaximumName) };
        }

        if (reader.ValueTextEquals("receiving-mx-hostname"u8))
        {
            return failure with { ReceivingHost = JsonValue.ReadText(ref reader, MaximumName)?.TrimEnd('.').ToLowerInvariant() };
        }

        reader.Skip();
        return failure;
    }
}
