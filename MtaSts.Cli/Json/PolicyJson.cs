using System.Text;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Json;

/// <summary>
/// What is kept for a domain, as <c>--output json</c> shows it and <c>import</c> reads it. For a policy from upstream, and of an invalid or
/// removed one, there is neither mode, mx, maxAge, id nor text.
/// </summary>
internal sealed record PolicyJson
{
    /// <summary>The domain in A-label form.</summary>
    public required string Domain { get; init; }

    /// <summary>The domain as people write it.</summary>
    public string? Unicode { get; init; }

    /// <summary>enforce, testing or none.</summary>
    public string? Mode { get; init; }

    /// <summary>The patterns, in canonical order.</summary>
    public IReadOnlyList<string>? Mx { get; init; }

    /// <summary>Seconds.</summary>
    public int? MaxAge { get; init; }

    /// <summary>The template, when there is one; then mx and maxAge are what comes of it.</summary>
    public string? Template { get; init; }

    /// <summary>The provider's URL, when the policy is from upstream.</summary>
    public string? Upstream { get; init; }

    /// <summary>The id for the TXT record.</summary>
    public string? Id { get; init; }

    /// <summary>The canonical text.</summary>
    public string? Text { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    public string? ChangedBy { get; init; }

    public string? Reason { get; init; }

    /// <summary>Whether this state, in a history, is that the domain was removed.</summary>
    public bool? Removed { get; init; }

    public IReadOnlyList<FindingJson> Findings { get; init; } = [];

    public static PolicyJson From(StoredPolicy stored)
    {
        var text = stored.Policy is null ? null : PolicyRenderer.Render(stored.Policy);
        return new PolicyJson
        {
            Domain = stored.Domain.Ascii,
            Unicode = stored.Domain.ToUnicode(),
            Mode = stored.Policy?.Mode.ToText(),
            Mx = stored.Policy?.Mx.Select(pattern => pattern.ToString()).ToList(),
            MaxAge = stored.Policy?.MaxAge,
            Template = (stored.Content as PolicyContent.Template)?.Name,
            Upstream = (stored.Content as PolicyContent.Upstream)?.Url.AbsoluteUri,
            Id = text is null ? null : PolicyId.Compute(text),
            Text = text is null ? null : Encoding.ASCII.GetString(text),
            ChangedAt = stored.ChangedAt,
            ChangedBy = stored.ChangedBy,
            Reason = stored.Reason,
            Removed = stored.IsRemoval ? true : null,
            Findings = [.. stored.Findings.Select(FindingJson.From)],
        };
    }
}
