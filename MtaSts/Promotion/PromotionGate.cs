using MtaSts.Checks;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Promotion;

/// <summary>
/// What holds a domain back from going from testing to enforce. In enforce a policy that does not fit loses mail, so all that senders may
/// stumble on counts, warnings too (RFC 8461 §5, §8.1).
/// </summary>
public static class PromotionGate
{
    /// <summary>Why a domain cannot go to enforce at all; null when it can.</summary>
    public static string? FaultOf(StoredPolicy current)
    {
        ArgumentNullException.ThrowIfNull(current);
        return current switch
        {
            { Content: null } => "what is kept cannot be served; see its findings with the command show",
            { Content: PolicyContent.Upstream { Url: var url } } => $"its policy is that of {url.Host}, the mode too",
            { Policy.Mode: PolicyMode.Testing } => null,
            _ => $"it is in {current.Policy!.Mode.ToText()}, not in testing",
        };
    }

    /// <summary>For how long the domain has been in testing without a break that is known of; zero when it is not.</summary>
    public static TimeSpan TimeInTesting(PolicyTimeline timeline, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        DateTimeOffset? since = null;
        foreach (var state in timeline.States.TakeWhile(state => state.Policy?.Mode == PolicyMode.Testing))
        {
            since = state.ChangedAt;
            if (state.ChangedBy is null)
            {
                // Written by hand: nobody knows what came before.
                break;
            }
        }

        return since is { } start && start < now ? now - start : TimeSpan.Zero;
    }

    /// <summary>Says that a domain has not been in testing for long enough; null when it has.</summary>
    public static string? HasteOf(TimeSpan inTesting, TimeSpan minimum) => inTesting >= minimum
        ? null
        : FormattableString.Invariant($"it has been in testing for {Math.Floor(inTesting.TotalDays)} of {Math.Ceiling(minimum.TotalDays)} days");

    /// <summary>What a check holds against it, a sentence each; none when it is clean.</summary>
    public static IEnumerable<string> ObjectionsOf(DomainReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        foreach (var part in report.Parts)
        {
            foreach (var finding in part.Findings)
            {
                yield return $"{finding.Finding.Code} {finding.Subject}: {finding.Finding.Message}";
            }

            // Port 25 is closed on many networks; what was asked of it and not answered is no objection, as it is none without --smtp.
            if (part is { NotChecked: { } reason, Findings: [] } and not { Area: CheckArea.Smtp })
            {
                yield return reason;
            }
        }
    }
}
