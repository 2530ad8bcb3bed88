using MtaSts.Storage;

namespace MtaSts.Cli.Json;

/// <summary>A template, as <c>--output json</c> shows it. An invalid or removed one has no maxAge, and an empty mx.</summary>
internal sealed record TemplateJson(
    string Name,
    IReadOnlyList<string> Mx,
    int? MaxAge,
    IReadOnlyList<string>? Domains,
    DateTimeOffset? Since,
    DateTimeOffset? ChangedAt,
    string? ChangedBy,
    string? Reason,
    bool? Removed,
    IReadOnlyList<FindingJson> Findings)
{
    /// <param name="users">The domains that use it; null for a state of its history.</param>
    public static TemplateJson From(StoredTemplate template, IEnumerable<StoredPolicy>? users = null) => new(
        template.Name,
        [.. template.Mx.Select(pattern => pattern.ToString())],
        template.MaxAge,
        users?.Select(user => user.Domain.Ascii).ToList(),
        template.Since,
        template.ChangedAt,
        template.ChangedBy,
        template.Reason,
        template.IsRemoval ? true : null,
        [.. template.Findings.Select(FindingJson.From)]);
}
