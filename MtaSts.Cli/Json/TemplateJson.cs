using MtaSts.Storage;

namespace MtaSts.Cli.Json;

/// <summary>A template, as <c>--output json</c> shows it. An invalid one has no maxAge, and an empty mx.</summary>
internal sealed record TemplateJson(
    string Name,
    IReadOnlyList<string> Mx,
    int? MaxAge,
    IReadOnlyList<string> Domains,
    DateTimeOffset? ChangedAt,
    string? ChangedBy,
    string? Reason,
    IReadOnlyList<FindingJson> Findings)
{
    public static TemplateJson From(StoredTemplate template, IEnumerable<StoredPolicy> users) => new(
        template.Name,
        [.. template.Mx.Select(pattern => pattern.ToString())],
        template.MaxAge,
        [.. users.Select(user => user.Domain.Ascii)],
        template.ChangedAt,
        template.ChangedBy,
        template.Reason,
        [.. template.Findings.Select(FindingJson.From)]);
}
