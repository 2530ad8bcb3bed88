using System.Text.Json;

namespace MtaSts.Reports;

/// <summary>
/// How the sessions went: the member <c>summary</c> (RFC 8460 §4.4). Of a count that comes twice, the larger one is taken.
/// </summary>
/// <param name="addRemark">Takes what is odd.</param>
internal sealed class SessionSummary(Action<string> addRemark)
{
    public long Successful { get; private set; }

    public long Failed { get; private set; }

    /// <param name="reader">At the name.</param>
    public void Read(ref Utf8JsonReader reader) => JsonValue.ForEach(ref reader, ReadElement);

    private void ReadElement(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            if (reader.TokenType != JsonTokenType.Null)
            {
                addRemark("summary contains something that is not an object: it is not read");
            }

            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("total-successful-session-count"u8))
            {
                Successful = Math.Max(
                    Successful, JsonValue.ReadCount(ref reader, "total-successful-session-count", least: 0, addRemark) ?? 0);
            }
            else if (reader.ValueTextEquals("total-failure-session-count"u8))
            {
                Failed = Math.Max(Failed, JsonValue.ReadCount(ref reader, "total-failure-session-count", least: 1, addRemark) ?? 0);
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
