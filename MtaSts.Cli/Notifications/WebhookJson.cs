using System.Text.Json.Serialization;

namespace MtaSts.Cli.Notifications;

/// <summary>The shapes of what is posted anywhere but to Teams; docs/json.md says what each member is.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NotificationJson))]
internal sealed partial class WebhookJson : JsonSerializerContext;
