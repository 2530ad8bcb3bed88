namespace MtaSts.Cli.Notifications.Cards;

/// <summary>What a workflow with the trigger "When a Teams webhook request is received" takes.</summary>
internal sealed record TeamsMessage(IReadOnlyList<CardAttachment> Attachments)
{
    public string Type { get; } = "message";
}

internal sealed record CardAttachment(AdaptiveCard Content)
{
    public string ContentType { get; } = "application/vnd.microsoft.card.adaptive";
}
