using MtaSts.Policies;

namespace MtaSts.Checks.Results;

/// <summary>The result of checking a domain.</summary>
/// <param name="Mode">The mode of the fetched policy; null if none was.</param>
/// <param name="Id">The id in <c>_mta-sts</c>; null if there is none.</param>
/// <param name="IsHosted">Whether the store has a policy for it.</param>
/// <param name="Parts">The parts, each area once, in the order of <see cref="CheckArea"/>.</param>
public sealed record DomainReport(DomainName Domain, PolicyMode? Mode, string? Id, bool IsHosted, IReadOnlyList<CheckPart> Parts)
{
    /// <summary>The fetched policy; null if none was.</summary>
    public Policy? Fetched { get; init; }

    /// <summary>The end of the validity of the certificate that the policy's host showed, UTC; null if it showed none.</summary>
    public DateTimeOffset? CertificateUntil { get; init; }

    /// <summary>What the resolver said instead of an answer, if none of the look-ups got one; else null.</summary>
    public string? ResolverFault { get; init; }

    /// <summary>The worst outcome of all parts.</summary>
    public CheckOutcome Outcome => Parts.Max(part => part.Outcome);

    /// <summary>The worst that follows from the findings.</summary>
    public Consequence Consequence => Findings.Select(finding => finding.Consequence).Append(Consequence.None).Max();

    /// <summary>Whether the run ended before anything was checked.</summary>
    public bool IsUnfinished => Parts.All(part => part is { NotChecked: not null, Seen: [], Findings: [] });

    /// <summary>The findings of all parts, in their order.</summary>
    public IEnumerable<CheckFinding> Findings => Parts.SelectMany(part => part.Findings);
}
