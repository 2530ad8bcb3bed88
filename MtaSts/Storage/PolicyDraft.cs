using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>What somebody wants to be kept for a domain, checked and not yet kept.</summary>
/// <param name="Content">What is to be kept; null when it is invalid.</param>
/// <param name="Policy">The policy that comes of it; null when it is invalid, or when that of a provider is not known.</param>
/// <param name="Findings">What was found in it, errors included.</param>
public sealed record PolicyDraft(PolicyContent? Content, Policy? Policy, IReadOnlyList<Finding> Findings)
{
    /// <summary>The change that keeps a valid draft instead of <paramref name="current"/>.</summary>
    public PolicyChange ToChange(DomainName domain, StoredPolicy? current, string changedBy, string reason) => new()
    {
        Domain = domain,
        Content = Content ?? throw new InvalidOperationException("The draft is invalid."),
        Version = current?.Version,
        Provided = Content is PolicyContent.Upstream ? Policy : null,
        ChangedBy = changedBy,
        Reason = reason,
    };

    /// <summary>A draft of a policy that was read somewhere.</summary>
    public static PolicyDraft From(ParseResult<Policy> reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return new PolicyDraft(reading.Value is null ? null : new PolicyContent.Inline(reading.Value), reading.Value, reading.Findings);
    }
}
