using MtaSts.Storage;

namespace MtaSts.Cli.Json;

/// <summary>A template, as <c>--output json</c> shows it. An invalid one has no maxAge, and an empty mx.</summary>
internal sealed record TemplateJson
{
    public required string Name { get; init; }
    public required IReadOnlyList<string> Mx { get; init; }
    public int? MaxAge { get; init; }
    public required IReadOnlyList<string> Domains { get; init; }
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
