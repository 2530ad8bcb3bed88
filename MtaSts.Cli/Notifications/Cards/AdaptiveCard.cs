using System.Text.Json.Serialization;

namespace MtaSts.Cli.Notifications.Cards;

/// <summary>An Adaptive Card as far as it is used here, of a version that every Teams client shows.</summary>
internal sealed record AdaptiveCard(IReadOnlyList<CardElement> Body, IReadOnlyList<OpenUrlAction>? Actions)
{
    public string Type { get; } = "AdaptiveCard";

    [JsonPropertyName("$schema")]
    public string Schema { get; } = "http://adaptivecards.io/schemas/adaptive-card.json";

    public string Version { get; } = "1.4";

    public TeamsLayout Msteams { get; } = new("Full");
}

/// <param name="Width">Full, or else the card is narrow.</param>
internal sealed record TeamsLayout(string Width);

internal sealed record OpenUrlAction(string Title, Uri Url)
{
    public string Type { get; } = "Action.OpenUrl";
}
