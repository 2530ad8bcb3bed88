using System.Collections.Immutable;
using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>What somebody wants a template to say, checked and not yet kept.</summary>
/// <param name="Mx">The patterns, in canonical order; empty when they are invalid.</param>
/// <param name="MaxAge">The max_age in seconds; null when it is invalid.</param>
/// <param name="Findings">What was found in it, errors included.</param>
public sealed record TemplateDraft(ImmutableArray<MxPattern> Mx, int? MaxAge, IReadOnlyList<Finding> Findings)
{
    /// <summary>The policy that comes of a valid draft for a domain that uses the template.</summary>
    /// <param name="stored">What is kept for the domain, valid.</param>
    public Policy CreatePolicy(StoredPolicy stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return stored is { Content: PolicyContent.Template use, Policy: { } policy } && MaxAge is { } maxAge
            ? new Policy(policy.Mode, Mx, use.MaxAge ?? maxAge)
            : throw new ArgumentException($"{stored.Domain} has no valid policy of a template.", nameof(stored));
    }
}
