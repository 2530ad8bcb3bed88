using MtaSts.Storage;

namespace MtaSts.Cli.Json;

/// <summary>A template, as <c>--output json</c> shows it. For an invalid one there is no maxAge, and mx is empty.</summary>
internal sealed record TemplateJson
{
    public required string Name { get; init; }

    /// <summary>The patterns, in canonical order.</summary>
    public required IReadOnlyList<string> Mx { get; init; }

    /// <summary>Seconds.</summary>
    public int? MaxAge { get; init; }

    /// <summary>The domains that use it, in A-label form.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    public string? ChangedBy { get; init; }

    public string? Reason { get; init; }

    public IReadOnlyList<FindingJson> Findings { get; init; } = [];

    public static TemplateJson From(StoredTemplate template, IEnumerable<StoredPolicy> users) => new()
    {
        Name = template.Name,
        Mx = [.. template.Mx.Select(pattern => pattern.ToString())],
        MaxAge = template.MaxAge,
        Domains = [.. users.Select(user => user.Domain.Ascii)],
        ChangedAt = template.ChangedAt,
        ChangedBy = template.ChangedBy,
        Reason = template.Reason,
        Findings = [.. template.Findings.Select(FindingJson.From)],
    };
}
