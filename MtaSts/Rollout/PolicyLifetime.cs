using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Rollout;

/// <summary>How long a served policy may live in senders' caches, and whether it binds them (RFC 8461 §8.3).</summary>
/// <param name="ServedSince">When it was first served, UTC.</param>
/// <param name="ServedUntil">When another state was seen to be served in its place, UTC; null while none was.</param>
/// <param name="MaxAge">The largest max_age it may have been served with, in seconds.</param>
/// <param name="BindsSenders">Whether senders that hold it act on it; with mode none they do not (§5).</param>
public sealed record PolicyLifetime(DateTimeOffset ServedSince, DateTimeOffset? ServedUntil, int MaxAge, bool BindsSenders)
{
    /// <summary>How long the app may serve a replaced policy from its cache, unless its setting <c>RefreshAfter</c> differs.</summary>
    public static readonly TimeSpan DefaultRefreshAfter = TimeSpan.FromMinutes(1);

    /// <summary>How long the app may serve a policy while its store fails, unless its setting <c>KeepStaleFor</c> differs.</summary>
    public static readonly TimeSpan DefaultKeepStaleFor = TimeSpan.FromDays(30);

    /// <summary>The policy; null when it is unknown.</summary>
    public Policy? Policy { get; init; }

    /// <summary>Its id; null when it is unknown.</summary>
    public string? Id { get; init; }

    /// <summary>When it was first seen to be served, UTC; null while it was not.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>
    /// When another state replaced it in the store, UTC; null while none did. While nobody has seen what is served in its place, it counts
    /// as served for <see cref="DefaultKeepStaleFor"/> after that at most.
    /// </summary>
    public DateTimeOffset? ReplacedAt { get; init; }

    /// <summary>The edit by hand that replaced it and made it unknown; else null.</summary>
    public ManualEdit? ReplacedBy { get; init; }

    /// <summary>
    /// When the last sender has forgotten it, if it is served no longer than <paramref name="now"/>. No sender holds anything for more than
    /// a year (RFC 8461 §3.2).
    /// </summary>
    /// <param name="now">The time, UTC.</param>
    /// <param name="refreshAfter">How long the app may go on serving it from its cache after that.</param>
    public DateTimeOffset ForgottenAt(DateTimeOffset now, TimeSpan refreshAfter) =>
        new[] { ServedUntil ?? GetLatestEnd(now), now.AddSeconds(Policies.Policy.MaximumMaxAge - MaxAge) }.Min()
        + refreshAfter + TimeSpan.FromSeconds(MaxAge);

    /// <summary>
    /// The lifetimes of everything a domain ever served, newest first, including policies that are unknown. What has replaced a state in
    /// the store need not be served yet: only one that was seen to be served ends those before it. What senders report to go by is added
    /// to these, and takes nothing from them.
    /// </summary>
    public static IReadOnlyList<PolicyLifetime> Compute(PolicyTimeline timeline)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        var lifetimes = new List<PolicyLifetime>();
        DateTimeOffset? until = null;
        DateTimeOffset? replacedAt = null;
        foreach (var (state, index) in timeline.States.Select((state, index) => (state, index)))
        {
            var since = state.Since ?? DateTimeOffset.UnixEpoch;
            if (!state.IsRemoval)
            {
                lifetimes.Add(new PolicyLifetime(since, until, state.Policy?.MaxAge ?? Policy.MaximumMaxAge, Binds(state))
                {
                    Policy = state.Policy,
                    Id = state.Id,
                    SeenAt = state.ServedAt,
                    ReplacedAt = replacedAt,
                });
            }

            replacedAt = since;

            // Nothing is served once a domain is removed, and nobody can see that it was.
            until = (state.IsRemoval ? state.Since : state.ServedAt) ?? until;
            if (state.ChangedBy is null)
            {
                // With a template's mx, the mode is the domain's; with a copy, it is the copy's, and may have been edited, too.
                var binds = !state.IsSourceChange || state.Content is PolicyContent.Upstream || Binds(state);
                var begin = state.IsSourceChange && index + 1 < timeline.States.Count ? timeline.States[index + 1].Since : null;
                lifetimes.Add(new PolicyLifetime(
                    begin ?? DateTimeOffset.UnixEpoch, until, Policy.MaximumMaxAge, binds)
                {
                    ReplacedAt = since,
                    ReplacedBy = new ManualEdit(Describe(state), since),
                });
            }
        }

        // A sender had it when it reported, so it keeps it for max_age from then on at most.
        lifetimes.AddRange(timeline.InUse.Select(use => new PolicyLifetime(
            use.State?.Since ?? use.SeenAt, use.SeenAt, use.Policy.MaxAge, use.Policy.Mode != PolicyMode.None)
        {
            Policy = use.Policy,
            Id = use.State?.Id,
        }));

        if (timeline.HeldUntil is { } held)
        {
            lifetimes.Add(new PolicyLifetime(DateTimeOffset.UnixEpoch, held, MaxAge: 0, BindsSenders: true));
        }

        return lifetimes;
    }

    private DateTimeOffset GetLatestEnd(DateTimeOffset now) =>
        ReplacedAt + DefaultKeepStaleFor is { } end && end < now ? end : now;

    private static string Describe(StoredPolicy edited) => edited switch
    {
        { IsSourceChange: false } => $"{edited.Domain}",
        { Content: PolicyContent.Upstream { Url: var url } } => $"The copy of {url}",
        _ => $"The template {edited.TemplateName}",
    };

    private static bool Binds(StoredPolicy state) =>
        (state.Policy?.Mode ?? (state.Content as PolicyContent.Template)?.Mode) is not PolicyMode.None;
}
