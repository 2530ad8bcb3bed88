namespace MtaSts.Cli.Json;

/// <summary>What a changing command did, or with <c>--dry-run</c> would do, to one domain or template.</summary>
internal sealed record ChangeJson
{
    /// <summary>The domain in A-label form; null for a template.</summary>
    public string? Domain { get; init; }

    /// <summary>The domain as people write it.</summary>
    public string? Unicode { get; init; }

    /// <summary>The template's name; null for a domain.</summary>
    public string? Template { get; init; }

    /// <summary>created, changed, removed or unchanged; invalid when the input was, and then nothing was done.</summary>
    public required string Change { get; init; }

    /// <summary>Whether it is done; false with <c>--dry-run</c>, or when there was nothing to do.</summary>
    public required bool Done { get; init; }

    /// <summary>The policy's text before; null when there was none.</summary>
    public string? Before { get; init; }

    /// <summary>The id before.</summary>
    public string? IdBefore { get; init; }

    /// <summary>The policy's text after; null when there is none.</summary>
    public string? After { get; init; }

    /// <summary>The id after.</summary>
    public string? IdAfter { get; init; }

    public IReadOnlyList<FindingJson> Findings { get; init; } = [];
}
