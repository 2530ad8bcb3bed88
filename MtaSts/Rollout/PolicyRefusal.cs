using MtaSts.Policies;

namespace MtaSts.Rollout;

/// <summary>
/// Until when senders may refuse to deliver to hosts because of a policy in enforce that does not cover them (RFC 8461 §5).
/// </summary>
/// <param name="End">When the last of them has forgotten it, UTC.</param>
/// <param name="Lifetime">That policy's.</param>
internal sealed record PolicyRefusal(DateTimeOffset End, PolicyLifetime Lifetime)
{
    /// <summary>Null if no policy was served that refuses one of the hosts.</summary>
    /// <param name="lifetimes">Everything that was ever served. What is unknown may have been in enforce, and have covered nothing.</param>
    /// <param name="mx">The patterns of the hosts; empty for any host.</param>
    /// <param name="now">Until when what is served now is served, UTC.</param>
    /// <param name="refreshAfter">How long the app may go on serving it from its cache after that.</param>
    public static PolicyRefusal? FindEnd(
        IEnumerable<PolicyLifetime> lifetimes, IReadOnlyList<MxPattern> mx, DateTimeOffset now, TimeSpan refreshAfter) => lifetimes
        .Where(lifetime => lifetime.BindsSenders && lifetime.Policy is not { Mode: not PolicyMode.Enforce } && !Covers(lifetime.Policy, mx))
        .Select(lifetime => new PolicyRefusal(lifetime.ForgottenAt(now, refreshAfter), lifetime))
        .MaxBy(refusal => refusal.End);

    /// <summary>Whether a policy covers all of the hosts; not where it is unknown, and not any host at all.</summary>
    /// <param name="mx">The patterns of the hosts; empty for any host.</param>
    public static bool Covers(Policy? policy, IReadOnlyList<MxPattern> mx) => policy is not null
        && mx.Count > 0
        && mx.All(pattern => policy.Mx.Contains(pattern) || (!pattern.IsWildcard && policy.Covers(pattern.Name)));
}
