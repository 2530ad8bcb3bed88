using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Rollout;

/// <summary>How long a served policy may live in senders' caches, and whether it binds them (RFC 8461 §8.3).</summary>
/// <param name="ServedSince">When it was first served.</param>
/// <param name="ServedUntil">When another state replaced it; null while it is served.</param>
/// <param name="MaxAge">The largest max_age it may have been served with, in seconds.</param>
/// <param name="BindsSenders">Whether senders that hold it act on it; with mode none they do not (§5).</param>
public sealed record PolicyLifetime(DateTimeOffset ServedSince, DateTimeOffset? ServedUntil, int MaxAge, bool BindsSenders)
{
    /// <summary>
    /// How long the app may go on serving a replaced policy from its cache, unless its setting <c>RefreshAfter</c> differs.
    /// </summary>
    public static readonly TimeSpan DefaultRefreshAfter = TimeSpan.FromMinutes(1);

    /// <summary>When the last sender has forgotten it, if it is served no longer than <paramref name="now"/>.</summary>
    /// <param name="refreshAfter">How long the app may go on serving it from its cache after that.</param>
    public DateTimeOffset ForgottenAt(DateTimeOffset now, TimeSpan refreshAfter) =>
        (ServedUntil ?? now) + refreshAfter + TimeSpan.FromSeconds(MaxAge);

    /// <summary>The edit by hand that replaced it and made it unknown; else null.</summary>
    public ManualEdit? ReplacedBy { get; init; }

    /// <summary>The lifetimes of everything a domain ever served, newest first, including policies that are unknown.</summary>
    /// <param name="templates">The history of each template in the timeline.</param>
    public static IReadOnlyList<PolicyLifetime> Compute(PolicyTimeline timeline, IReadOnlyDictionary<string, TemplateHistory> templates)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(templates);
        var lifetimes = new List<PolicyLifetime>();
        DateTimeOffset? until = null;
        foreach (var state in timeline.States)
        {
            var since = state.ChangedAt ?? DateTimeOffset.UnixEpoch;
            var template = state.Content is PolicyContent.Template { MaxAge: null, Name: var name }
                ? templates.GetValueOrDefault(name)
                : null;
            if (!state.IsRemoval)
            {
                lifetimes.Add(new PolicyLifetime(since, until, GetLargestMaxAge(state.Content, template), Binds(state.Content)));
            }

            if (template?.ManuallyEditedAt is { } edit && edit > since)
            {
                var end = new[] { edit, until ?? edit }.Min();
                lifetimes.Add(new PolicyLifetime(since, end, Policy.MaximumMaxAge, Binds(state.Content))
                {
                    ReplacedBy = new ManualEdit($"The template {template.Name}", edit),
                });
            }

            if (state.ChangedBy is null)
            {
                lifetimes.Add(new PolicyLifetime(DateTimeOffset.UnixEpoch, since, Policy.MaximumMaxAge, BindsSenders: true)
                {
                    ReplacedBy = new ManualEdit($"{state.Domain}", since),
                });
            }

            until = since;
        }

        return lifetimes;
    }

    private static bool Binds(PolicyContent? content) => content
        is not (PolicyContent.Inline { Policy.Mode: PolicyMode.None } or PolicyContent.Template { Mode: PolicyMode.None });

    // The max_age of a policy from upstream is not recorded, nor what the app served from its cache while a state was invalid: assume
    // the maximum, a year (§3.2).
    private static int GetLargestMaxAge(PolicyContent? content, TemplateHistory? template) => content switch
    {
        PolicyContent.Inline { Policy.MaxAge: var maxAge } => maxAge,
        PolicyContent.Template { MaxAge: { } maxAge } => maxAge,
        _ => template?.LargestMaxAge ?? Policy.MaximumMaxAge,
    };
}
