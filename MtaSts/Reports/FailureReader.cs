using System.Text.Json;

namespace MtaSts.Reports;

/// <summary>Reads an element of <c>failure-details</c> (RFC 8460 §4.4).</summary>
internal static class FailureReader
{
    private const int MaximumName = 255;

    /// <param name="reader">At the beginning of the object.</param>
    /// <param name="addRemark">Takes what is odd.</param>
    public static ReportedFailure Read(ref Utf8JsonReader reader, Action<string> addRemark)
    {
        // Who tells of a failure without a number saw one at least.
        var failure = new ReportedFailure { Type = "", Sessions = 1 };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            failure = ReadMember(ref reader, failure, addRemark);
        }

        return failure;
    }

    private static ReportedFailure ReadMember(ref Utf8JsonReader reader, ReportedFailure failure, Action<string> addRemark)
    {
        if (reader.ValueTextEquals("result-type"u8))
        {
            return failure with { Type = FailureKind.Find(JsonValue.ReadText(ref reader, MaximumName) ?? "").Type };
        }

        if (reader.ValueTextEquals("failed-session-count"u8))
        {
            return failure with { Sessions = JsonValue.ReadCount(ref reader, "failed-session-count", least: 1, addRemark) ?? 1 };
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
