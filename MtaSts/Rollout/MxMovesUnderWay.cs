using System.Collections.Immutable;
using MtaSts.Policies;
using MtaSts.Storage;
using static System.FormattableString;

namespace MtaSts.Rollout;

/// <summary>
/// Finds the moves of an MX that a change would break. The tool's resolver may go on answering with the old MX after it has changed, and
/// others with the old one while ours has the new: until it is done, the policy needs both.
/// </summary>
public static class MxMovesUnderWay
{
    /// <summary>
    /// The move under way that needs what <paramref name="after"/> drops from the mx in enforce; null if there is none. A change of
    /// something else leaves a move under way.
    /// </summary>
    public static MxMoveNote? FindBrokenBy(Policy after, PolicyTimeline timeline)
    {
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(timeline);
        if (after.Mode != PolicyMode.Enforce
            || timeline.Current?.Policy is not { Mode: PolicyMode.Enforce, Mx: var present }
            || present.All(after.Mx.Contains))
        {
            return null;
        }

        var since = timeline.States.TakeWhile(state => state.Policy is not null).ToList();
        var noted = since.FindIndex(state => state.MxMove is not null);
        return noted >= 0 && since.Take(noted + 1).All(state => HasBoth(state.Policy!.Mx, since[noted].MxMove!))
            ? since[noted].MxMove
            : null;
    }

    /// <summary>
    /// Why a domain must not go to enforce yet, a clause: resolvers may still name hosts from before a move that its policy does not cover.
    /// Null if there is no reason.
    /// </summary>
    /// <param name="now">The time, UTC.</param>
    public static string? FindPromotionBlocker(PolicyTimeline timeline, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        if (timeline is not { Move: { } move, Current: { Policy: { } policy, Domain: var domain } } || HasBoth(policy.Mx, move))
        {
            return null;
        }

        return FindEnd(timeline) is not { } end ? $"its MX moves to {move.To}, and 'mta-sts move-mx {domain}' has not seen it there"
            : end > now ? Invariant($"its MX has moved, and resolvers may have the old one until {end:u}")
            : null;
    }

    /// <summary>When no resolver has the old MX of the last move any more, UTC; null without a move, or before it was seen.</summary>
    public static DateTimeOffset? FindEnd(PolicyTimeline timeline)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return timeline.Move?.MovedAt + new[] { timeline.Move?.TimeToLive ?? TimeSpan.Zero, MxMove.MinimumMxLifetime }.Max();
    }

    /// <summary>Whether an mx covers the new hosts of a move, and others.</summary>
    private static bool HasBoth(ImmutableArray<MxPattern> mx, MxMoveNote note)
    {
        var names = note.To.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return names.All(name => mx.Any(pattern => Covers(pattern, name)))
            && mx.Any(pattern => !names.Any(name => Covers(pattern, name)));
    }

    private static bool Covers(MxPattern pattern, string name) => $"{pattern}" == name || pattern.Matches(name);
}
