using System.Text.Json;

namespace MtaSts.Reports;

/// <summary>What a report says of a policy itself: the member <c>policy</c> (RFC 8460 §4.4).</summary>
/// <param name="readsLines">Whether its lines are wanted, too; to make many of them harmless takes seconds.</param>
internal sealed class PolicyDraft(bool readsLines)
{
    private const int MaximumLine = 300;

    public string? Type { get; private set; }

    public string? Domain { get; private set; }

    public IReadOnlyList<string> Lines { get; private set; } = [];

    /// <param name="reader">At the name.</param>
    public void Read(ref Utf8JsonReader reader)
    {
        if (!JsonValue.EnterObject(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("policy-type"u8))
            {
                Type = JsonValue.ReadText(ref reader, MaximumLine);
            }
            else if (reader.ValueTextEquals("policy-domain"u8))
            {
                Domain = JsonValue.ReadText(ref reader, MaximumLine);
            }
            else if (readsLines && reader.ValueTextEquals("policy-string"u8))
            {
                Lines = JsonValue.ReadLines(ref reader, MaximumLine);
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
