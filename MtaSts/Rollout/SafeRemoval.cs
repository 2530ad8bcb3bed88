using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Rollout;

/// <summary>
/// The safe removal of a domain (RFC 8461 §8.3): serve mode none, wait until no sender holds an earlier policy, then stop. A sender
/// that still holds one goes on enforcing it, and mail to a new MX bounces.
/// </summary>
/// <param name="SafeAt">When it is safe to stop hosting, if the step is done now.</param>
public sealed record SafeRemoval(RemovalStep Step, DateTimeOffset SafeAt)
{
    /// <summary>The max_age, in seconds, of a policy of mode none: "small (e.g., one day)" (§8.3).</summary>
    public const int NoneMaxAge = 86_400;

    /// <summary>The edit by hand because of which it takes until <see cref="SafeAt"/>; null if a known policy is the reason.</summary>
    public ManualEdit? Cause { get; init; }

    /// <summary>
    /// From when on the MX may be changed to any host, if the step is done now: no sender holds a policy in enforce. Null if none was ever
    /// served.
    /// </summary>
    public DateTimeOffset? MxFreeAt { get; init; }

    /// <summary>Decides from the lifetimes of everything a hosted domain ever served, newest first.</summary>
    /// <param name="refreshAfter">How long the app may go on serving a replaced policy from its cache.</param>
    /// <exception cref="ArgumentException">The domain serves nothing.</exception>
    public static SafeRemoval Decide(IReadOnlyList<PolicyLifetime> lifetimes, DateTimeOffset now, TimeSpan refreshAfter)
    {
        ArgumentNullException.ThrowIfNull(lifetimes);
        if (lifetimes is not [{ ServedUntil: null } current, ..])
        {
            throw new ArgumentException("The domain is not hosted.", nameof(lifetimes));
        }

        // "Policies older than the previously published policy may have been served with a greater max_age" (§8.3): all of them count.
        // Mode none is seen to be served for at least a day, so that senders that refresh daily see it.
        var none = lifetimes.TakeWhile(lifetime => !lifetime.BindsSenders).LastOrDefault(lifetime => lifetime.SeenAt is not null);
        var noneSince = none?.SeenAt ?? now;
        var noneForLongEnough = noneSince + TimeSpan.FromSeconds(NoneMaxAge);
        var last = lifetimes.Where(lifetime => lifetime.BindsSenders).MaxBy(lifetime => lifetime.ForgottenAt(now, refreshAfter));
        var forgottenAt = last?.ForgottenAt(now, refreshAfter);
        var safeAt = new[] { noneForLongEnough, forgottenAt ?? noneForLongEnough }.Max();
        return new SafeRemoval(current.BindsSenders ? RemovalStep.ServeNone : now < safeAt ? RemovalStep.Wait : RemovalStep.Remove, safeAt)
        {
            Cause = forgottenAt == safeAt ? last?.ReplacedBy : null,
            MxFreeAt = PolicyRefusal.FindEnd(lifetimes, [], now, refreshAfter)?.End,
        };
    }

    /// <summary>The policy with mode none. It keeps the newest known mx, because some senders reject a policy without any.</summary>
    public static Policy NoneFor(PolicyTimeline timeline)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        var mx = timeline.States.Select(state => state.Policy?.Mx ?? []).FirstOrDefault(mx => !mx.IsEmpty, []);
        return new Policy(PolicyMode.None, mx, NoneMaxAge);
    }
}
