using System.Text.Json.Serialization;

namespace MtaSts.Cli.Notifications.Cards;

[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TextBlock), nameof(TextBlock))]
[JsonDerivedType(typeof(RichTextBlock), nameof(RichTextBlock))]
internal abstract record CardElement
{
    public bool? Separator { get; init; }

    public string? Spacing { get; init; }
}

/// <summary>A text that is read as Markdown; nothing foreign belongs in it.</summary>
internal sealed record TextBlock(string Text) : CardElement
{
    public string? Size { get; init; }

    public string? Weight { get; init; }

    public string? Color { get; init; }

    public bool? IsSubtle { get; init; }

    public bool Wrap { get; } = true;
}

/// <summary>Text that is shown as it is: Markdown is not read in it.</summary>
internal sealed record RichTextBlock(IReadOnlyList<TextRun> Inlines) : CardElement;

internal sealed record TextRun(string Text)
{
    public string Type { get; } = nameof(TextRun);

    public string? Weight { get; init; }

    public string? Color { get; init; }

    public bool? IsSubtle { get; init; }
}
