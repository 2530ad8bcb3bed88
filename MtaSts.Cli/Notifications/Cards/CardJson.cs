using System.Text.Json.Serialization;

namespace MtaSts.Cli.Notifications.Cards;

/// <summary>The shapes that Teams defines.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TeamsMessage))]
internal sealed partial class CardJson : JsonSerializerContext;
