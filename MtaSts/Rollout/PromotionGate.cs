using MtaSts.Checks.Results;
using MtaSts.Policies;
using MtaSts.Storage;
using static System.FormattableString;

namespace MtaSts.Rollout;

/// <summary>
/// What holds a domain back from going from testing to enforce. In enforce a policy that does not fit loses mail, so all that senders may
/// stumble on counts, warnings too (RFC 8461 §5, §8.1).
/// </summary>
public static class PromotionGate
{
    /// <summary>Why a domain cannot go to enforce at all; null when it can.</summary>
    public static string? FindStateBlocker(StoredPolicy current)
    {
        ArgumentNullException.ThrowIfNull(current);
        return current switch
        {
            { Content: null } => "what is kept cannot be served; see its findings with the command show",
            { Content: PolicyContent.Upstream { Url: var url } } => $"its policy is that of {url.Host}, the mode too",
            { Policy.Mode: PolicyMode.Testing } => null,
            { Policy.Mode: PolicyMode.Enforce } => "it is in enforce already",
            _ => $"it is in {current.Policy!.Mode.ToText()}, not in testing",
        };
    }

    /// <summary>
    /// For how long the domain has been in testing without a break that is known of, whatever else changed; zero when it is not. Create the time
    /// before an edit by hand nothing is known.
    /// </summary>
    public static TimeSpan TimeInTesting(PolicyTimeline timeline, DateTimeOffset now) =>
        FindFirst(timeline)?.ChangedAt is { } start && start < now ? now - start : TimeSpan.Zero;

    /// <summary>Says that a domain has not been in testing for long enough; null when it has.</summary>
    /// <param name="timeline">All states of the domain.</param>
    /// <param name="minimum">How long it has to be.</param>
    /// <param name="now">The time.</param>
    public static string? FindTimeBlocker(PolicyTimeline timeline, TimeSpan minimum, DateTimeOffset now)
    {
        var inTesting = TimeInTesting(timeline, now);
        if (inTesting >= minimum)
        {
            return null;
        }

        var edit = FindFirst(timeline) is { ChangedBy: null } first ? $"; before it was changed by hand at {first.ChangedAt:u} nothing is known" : "";
        return Invariant($"it has been in testing for {Math.Floor(inTesting.TotalDays)} of {Math.Ceiling(minimum.TotalDays)} days{edit}");
    }

    /// <summary>What a check holds against it, a sentence each; none when it is clean.</summary>
    public static IEnumerable<string> GetBlockers(DomainReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        foreach (var part in report.Parts)
        {
            foreach (var finding in part.Findings)
            {
                yield return $"{finding.Finding.Code} {finding.Subject}: {finding.Finding.Message}";
            }

            // What was to be looked at and was not is not clean.
            if (part.NotChecked is { } reason)
            {
                yield return reason;
            }
        }
    }

    /// <summary>The state by which the domain came to be in testing, as far back as is known; null when it is not in testing.</summary>
    private static StoredPolicy? FindFirst(PolicyTimeline timeline)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        StoredPolicy? first = null;
        foreach (var state in timeline.States.TakeWhile(state => state is { Policy.Mode: PolicyMode.Testing, ChangedAt: not null }))
        {
            first = state;
            if (state.ChangedBy is null)
            {
                break;
            }
        }

        return first;
    }
}
