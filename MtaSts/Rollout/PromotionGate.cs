using MtaSts.Checks.Results;
using MtaSts.Policies;
using MtaSts.Storage;
using static System.FormattableString;

namespace MtaSts.Rollout;

/// <summary>
/// The reasons not to promote a domain from testing to enforce. In enforce a wrong policy loses mail, so every finding counts, including
/// warnings (RFC 8461 §5, §8.1).
/// </summary>
public static class PromotionGate
{
    /// <summary>How long a domain is to be in testing, unless somebody says otherwise.</summary>
    public static readonly TimeSpan DefaultMinimum = TimeSpan.FromDays(14);

    /// <summary>Why a domain cannot be promoted at all, as a clause; null if it can.</summary>
    public static string? FindStateBlocker(StoredPolicy current)
    {
        ArgumentNullException.ThrowIfNull(current);
        return current switch
        {
            { Content: null } => "its stored policy is invalid; the command show lists the findings",
            { Content: PolicyContent.Upstream { Url: var url } } => $"its policy comes from {url.Host}, and the mode with it",
            { Policy.Mode: PolicyMode.Testing } => null,
            { Policy.Mode: PolicyMode.Enforce } => "it is already in enforce",
            _ => $"it is in {current.Policy!.Mode.ToText()}, not in testing",
        };
    }

    /// <summary>
    /// How long the domain has been in testing without a known break; zero if it is not. An edit by hand ends what is known.
    /// </summary>
    public static TimeSpan TimeInTesting(PolicyTimeline timeline, DateTimeOffset now) =>
        new[] { now - (FindFirst(timeline)?.Since ?? now), TimeSpan.Zero }.Max();

    /// <summary>Why a domain has not been in testing for long enough, as a clause; null if it has.</summary>
    public static string? FindTimeBlocker(PolicyTimeline timeline, TimeSpan minimum, DateTimeOffset now)
    {
        var inTesting = TimeInTesting(timeline, now);
        if (inTesting >= minimum)
        {
            return null;
        }

        var edit = FindFirst(timeline) is { ChangedBy: null } first
            ? $"; it was changed by hand at {first.Since:u}, and what was served before is unknown"
            : "";
        return Invariant($"it has been in testing for {Math.Floor(inTesting.TotalDays)} of {Math.Ceiling(minimum.TotalDays)} days{edit}");
    }

    /// <summary>
    /// When a domain has been in testing for long enough and a move of its MX is over, UTC; null if that is not known.
    /// </summary>
    public static DateTimeOffset? FindEnd(PolicyTimeline timeline, TimeSpan minimum, DateTimeOffset now)
    {
        var tested = FindFirst(timeline)?.Since + minimum;
        return MxMovesUnderWay.FindPromotionBlocker(timeline, now) is null ? tested
            : MxMovesUnderWay.FindEnd(timeline) is { } moved && tested is { } end ? (moved > end ? moved : end)
            : null;
    }

    /// <summary>The findings of a check, and what it could not check, a sentence each.</summary>
    public static IEnumerable<string> GetBlockers(DomainReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        foreach (var part in report.Parts)
        {
            foreach (var finding in part.Findings)
            {
                yield return $"{finding.Finding.Code} {finding.Subject}: {finding.Finding.Message}";
            }

            // What could not be checked may be bad.
            if (part.NotChecked is { } reason)
            {
                yield return reason;
            }
        }
    }

    private static StoredPolicy? FindFirst(PolicyTimeline timeline)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        return timeline.FirstInMode is { Policy.Mode: PolicyMode.Testing } first ? first : null;
    }
}
