using System.Text;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Json;

/// <summary>
/// What is stored for a domain, as <c>--output json</c> shows it and <c>import</c> reads it. An invalid or removed policy, and one from
/// upstream without a copy, has no mode, mx, maxAge, id or text.
/// </summary>
internal sealed record PolicyJson
{
    public required string Domain { get; init; }
    public string? Unicode { get; init; }
    public string? Customer { get; init; }
    public string? Mode { get; init; }
    public IReadOnlyList<string>? Mx { get; init; }
    public int? MaxAge { get; init; }
    public string? Template { get; init; }
    public int? OwnMaxAge { get; init; }
    public string? Upstream { get; init; }
    public DateTimeOffset? UpstreamFetchedAt { get; init; }
    public string? UpstreamFault { get; init; }
    public string? Id { get; init; }
    public string? Text { get; init; }
    public DateTimeOffset? Since { get; init; }
    public DateTimeOffset? ServedAt { get; init; }
    public DateTimeOffset? HeldUntil { get; init; }
    public DateTimeOffset? ChangedAt { get; init; }
    public string? ChangedBy { get; init; }
    public string? Reason { get; init; }
    public bool? TemplateChange { get; init; }
    public bool? UpstreamChange { get; init; }
    public bool? Removed { get; init; }
    public IReadOnlyList<FindingJson> Findings { get; init; } = [];

    /// <param name="customer">Whose the domain is; null where that is not known, or does not belong there.</param>
    /// <param name="copy">What is kept of the provider's policy; null where that is not known, or does not belong there.</param>
    public static PolicyJson From(StoredPolicy stored, string? customer = null, UpstreamCopy? copy = null)
    {
        var text = stored.Policy is null ? null : PolicyRenderer.Render(stored.Policy);
        return new PolicyJson
        {
            Domain = stored.Domain.Ascii,
            Unicode = stored.Domain.ToUnicode(),
            Customer = customer,
            Mode = stored.Policy?.Mode.ToText(),
            Mx = stored.Policy?.Mx.Select(pattern => pattern.ToString()).ToList(),
            MaxAge = stored.Policy?.MaxAge,
            Template = (stored.Content as PolicyContent.Template)?.Name,
            OwnMaxAge = (stored.Content as PolicyContent.Template)?.MaxAge,
            Upstream = (stored.Content as PolicyContent.Upstream)?.Url.AbsoluteUri,
            UpstreamFetchedAt = copy?.FetchedAt,
            UpstreamFault = copy?.Fault,
            Id = stored.Id,
            Text = text is null ? null : Encoding.ASCII.GetString(text),
            Since = stored.Since,
            ServedAt = stored.ServedAt,
            ChangedAt = stored.ChangedAt,
            ChangedBy = stored.ChangedBy,
            Reason = stored.Reason,
            TemplateChange = stored is { IsSourceChange: true, TemplateName: not null } ? true : null,
            UpstreamChange = stored is { IsSourceChange: true, Content: PolicyContent.Upstream } ? true : null,
            Removed = stored.IsRemoval ? true : null,
            Findings = [.. stored.Findings.Select(FindingJson.From)],
        };
    }
}

internal sealed record HostedDomainJson(PolicyJson Policy, int History, IReadOnlyList<HostedDomainJson.Record> Records)
{
    internal sealed record Record(string Name, string Type, string? Value);
}
