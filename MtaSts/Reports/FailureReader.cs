using System.Text.Json;

namespace MtaSts.Reports;

/// <summary>Reads an element of <c>failure-details</c> (RFC 8460 §4.4).</summary>
internal static class FailureReader
{
    private const int MaximumName = 255;
    private const int MaximumText = 300;

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
            return failure with { Type = JsonValue.ReadText(ref reader, MaximumName)?.ToLowerInvariant() ?? "" };
        }

        if (reader.ValueTextEquals("failed-session-count"u8))
        {
            return failure with { Sessions = JsonValue.ReadCount(ref reader, "failed-session-count", addRemark) ?? 1 };
        }

        if (reader.ValueTextEquals("sending-mta-ip"u8))
        {
            return failure with { SendingAddress = JsonValue.ReadText(ref reader, MaximumName) };
        }

        if (reader.ValueTextEquals("receiving-mx-hostname"u8))
        {
            return failure with { ReceivingHost = JsonValue.ReadText(ref reader, MaximumName)?.TrimEnd('.').ToLowerInvariant() };
        }

        if (reader.ValueTextEquals("receiving-mx-helo"u8))
        {
            return failure with { ReceivingHelo = JsonValue.ReadText(ref reader, MaximumName) };
        }

        if (reader.ValueTextEquals("receiving-ip"u8))
        {
            return failure with { ReceivingAddress = JsonValue.ReadText(ref reader, MaximumName) };
        }

        // Microsoft writes the first, RFC 8460 §4.4 the second.
        if (reader.ValueTextEquals("additional-info-uri"u8) || reader.ValueTextEquals("additional-information"u8))
        {
            return JsonValue.ReadText(ref reader, MaximumText) is { } text ? failure with { AdditionalInformation = text } : failure;
        }

        if (reader.ValueTextEquals("failure-reason-code"u8))
        {
            return failure with { ReasonCode = JsonValue.ReadText(ref reader, MaximumText) };
        }

        reader.Skip();
        return failure;
    }
}
