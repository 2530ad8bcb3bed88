using MtaSts.Policies;

namespace MtaSts.Checks.Results;

/// <summary>What a sender sees of a domain.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Mode">The mode of the policy that was fetched; null when none was.</param>
/// <param name="Id">The id in <c>_mta-sts</c>; null when there is none.</param>
/// <param name="IsHosted">Whether the store that was asked keeps a policy for it.</param>
/// <param name="Parts">The parts, each area once, in the order of <see cref="CheckArea"/>.</param>
public sealed record DomainReport(DomainName Domain, PolicyMode? Mode, string? Id, bool IsHosted, IReadOnlyList<CheckPart> Parts)
{
    /// <summary>The id of the policy that was fetched, as <see cref="Policies.PolicyId"/> makes it; null when none was.</summary>
    public string? FetchedId { get; init; }

    /// <summary>The worst outcome of all parts.</summary>
    public CheckOutcome Outcome => Parts.Max(part => part.Outcome);

    /// <summary>Whether the run ended before anything of it was looked at.</summary>
    public bool IsUnfinished => Parts.All(part => part is { NotChecked: not null, Seen: [], Findings: [] });

    /// <summary>The findings of all parts, in their order.</summary>
    public IEnumerable<CheckFinding> Findings => Parts.SelectMany(part => part.Findings);
}
