using MtaSts.Checks;
using MtaSts.Checks.Lookups;
using MtaSts.ExchangeOnline;
using MtaSts.Policies;

namespace MtaSts.Rollout;

/// <summary>
/// The reasons not to make a change. In enforce, senders deliver only to hosts that the policy covers (RFC 8461 §5): a policy that leaves
/// one out loses mail. A change that leaves enforce for a policy of one's own is never refused, so that there is always a way out.
/// </summary>
public static class ChangeGuard
{
    private const int MaximumHosts = 5;
    private const int MaximumReasons = 5;

    /// <summary>Judges a change.</summary>
    /// <param name="hosts">Where the domain's mail goes; null unless <see cref="GuardedChange.NeedsMailHosts"/>.</param>
    /// <param name="published">What is published for the domain; null unless <see cref="GuardedChange.NeedsPublished"/>.</param>
    public static GuardResult Judge(GuardedChange change, MailHostAnswer? hosts, PublishedPolicy? published)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (change.Fault is { } unknown)
        {
            return new GuardResult(change.Domain, [unknown], []);
        }

        string[] faults = change.NeedsMailHosts ? [.. FindFaults(change.After!, hosts)] : [];
        return change.After is { Mode: PolicyMode.Enforce }
            ? new GuardResult(change.Domain, [.. FindEntryFault(change, published), .. FindMoveFault(change), .. faults], [])
            : change.IsProvided ? new GuardResult(change.Domain, [.. faults.Select(DescribeProvided)], [])
            : new GuardResult(change.Domain, [], faults);
    }

    /// <summary>The reason for the history: what was overridden, and then what the person said.</summary>
    public static string FormatReason(IReadOnlyCollection<string> overridden, string reason)
    {
        ArgumentNullException.ThrowIfNull(overridden);
        var more = overridden.Count > MaximumReasons ? $"; and {overridden.Count - MaximumReasons} more" : "";
        var shown = string.Join("; ", overridden.Take(MaximumReasons).Select(blocker => blocker.TrimEnd('.')));
        return overridden.Count == 0 ? reason : $"Forced: {shown}{more}. {reason}";
    }

    private static IEnumerable<string> FindFaults(Policy policy, MailHostAnswer? hosts)
    {
        ArgumentNullException.ThrowIfNull(hosts);

        // A null MX is a plain statement that there is no mail to lose. That there is no MX may only be what an internal resolver says.
        if (hosts.Outcome is MailHostsOutcome.Unknown or MailHostsOutcome.NoMx)
        {
            yield return hosts.Fault ?? "the MX is unknown";
        }

        var uncovered = hosts.Hosts.Where(host => !policy.Covers(host)).ToList();
        if (uncovered.Count > 0)
        {
            var more = uncovered.Count > MaximumHosts ? $" and {uncovered.Count - MaximumHosts} more hosts" : "";
            yield return $"no mx in the policy covers {string.Join(", ", uncovered.Take(MaximumHosts).Select(Describe))}{more}";
        }
    }

    private static IEnumerable<string> FindMoveFault(GuardedChange change) => change.BrokenMove is { To: var to }
        ? [
            $"its MX is being moved to {to}, and resolvers may have either MX, so only 'mta-sts move-mx' drops mx from the policy, "
            + "also to go back: --to the old hosts",
        ]
        : [];

    private static string Describe(string host) => ExchangeOnlineHosts.FindPattern(host) is { } pattern
        ? $"{PlainText.Quote(host)} (add '{pattern}')"
        : PlainText.Quote(host);

    private static string DescribeProvided(string fault) => $"the provider may take its policy to enforce at any time, and {fault}";

    private static string? DescribeOther(PublishedPolicy? published) =>
        published?.Policy is { Mode: var mode } ? $"that one is in {mode.ToText()}" : published?.Fault;

    private static IEnumerable<string> FindEntryFault(GuardedChange change, PublishedPolicy? published)
    {
        if (!change.EntersEnforce || published is { Policy.Mode: PolicyMode.Enforce })
        {
            yield break;
        }

        var way = change.Before == PolicyMode.Testing
            ? "only 'mta-sts promote' takes a domain from testing to enforce"
            : "a domain starts in testing, and only 'mta-sts promote' takes it to enforce";
        yield return change.IsTakeOver
            ? $"{way}, unless its published policy is in enforce; {DescribeOther(published)}"
            : way;
    }
}

/// <summary>What the guard says of a change, in clauses.</summary>
/// <param name="Blockers">Why not to make it.</param>
/// <param name="Warnings">What to know of it all the same.</param>
public sealed record GuardResult(DomainName Domain, IReadOnlyList<string> Blockers, IReadOnlyList<string> Warnings)
{
    /// <summary>What is said of either of two policies that a domain may be served.</summary>
    public static GuardResult Join(GuardResult one, GuardResult other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new(one.Domain, [.. one.Blockers.Union(other.Blockers)], [.. one.Warnings.Union(other.Warnings)]);
    }
}
