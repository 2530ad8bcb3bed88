using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Rollout;

/// <summary>
/// The safe removal of a domain (RFC 8461 §8.3): serve mode none, wait until no sender holds a policy served before, only then stop. A
/// sender that holds one when its host is gone goes on enforcing it, and mail to a new MX bounces.
/// </summary>
/// <param name="Step">What comes next.</param>
/// <param name="SafeAt">When stopping is safe; after <see cref="RemovalStep.ServeNone"/>, if that is done now.</param>
public sealed record SafeRemoval(RemovalStep Step, DateTimeOffset SafeAt)
{
    /// <summary>The max_age, in seconds, of a policy of mode none: "small (e.g., one day)" (§8.3).</summary>
    public const int NoneMaxAge = 86_400;

    /// <summary>The edit by hand that makes it take until <see cref="SafeAt"/>; null when what is known to have been served does.</summary>
    public ManualEdit? Cause { get; init; }

    /// <summary>Decides from all that a hosted domain ever served, newest first.</summary>
    /// <param name="lifetimes">The lifetimes.</param>
    /// <param name="now">The time.</param>
    /// <param name="refreshAfter">How long the app may go on serving from its cache what was replaced.</param>
    /// <exception cref="ArgumentException">The domain serves nothing.</exception>
    public static SafeRemoval Decide(IReadOnlyList<PolicyLifetime> lifetimes, DateTimeOffset now, TimeSpan refreshAfter)
    {
        ArgumentNullException.ThrowIfNull(lifetimes);
        if (lifetimes is not [{ ServedUntil: null } current, ..])
        {
            throw new ArgumentException("What is not hosted cannot be removed.", nameof(lifetimes));
        }

        // "Policies older than the previously published policy may have been served with a greater max_age" (§8.3): all of them count.
        // Mode none is served a day at least, so that whoever refreshes daily has seen it.
        var noneSince = lifetimes.TakeWhile(lifetime => !lifetime.BindsSenders).LastOrDefault()?.ServedSince ?? now;
        var noneForLongEnough = noneSince + TimeSpan.FromSeconds(NoneMaxAge);
        var last = lifetimes.Where(lifetime => lifetime.BindsSenders).MaxBy(lifetime => lifetime.ForgottenAt(now, refreshAfter));
        var safeAt = last?.ForgottenAt(now, refreshAfter) is { } forgotten && forgotten > noneForLongEnough ? forgotten : noneForLongEnough;
        return new SafeRemoval(current.BindsSenders ? RemovalStep.ServeNone : now < safeAt ? RemovalStep.Wait : RemovalStep.Remove, safeAt)
        {
            Cause = last?.ForgottenAt(now, refreshAfter) == safeAt ? last.ReplacedBy : null,
        };
    }

    /// <summary>The policy that opts out. It keeps the newest mx that is known: some senders reject a policy without any.</summary>
    public static Policy NoneFor(PolicyTimeline timeline)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        var mx = timeline.States.Select(state => state.Policy?.Mx ?? []).FirstOrDefault(mx => !mx.IsEmpty, []);
        return new Policy(PolicyMode.None, mx, NoneMaxAge);
    }
}
