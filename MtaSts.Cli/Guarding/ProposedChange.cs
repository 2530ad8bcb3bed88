using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Guarding;

/// <summary>A change of what is kept for a domain, as the guard looks at it.</summary>
/// <param name="Before">The state that the domain is in; null without one.</param>
/// <param name="Policy">The policy that comes of <paramref name="Content"/>; null when it is a provider's.</param>
internal sealed record ProposedChange(DomainName Domain, StoredPolicy? Before, PolicyContent? Content, Policy? Policy)
{
    public static ProposedChange From(DomainName domain, StoredPolicy? before, PolicyDraft after) =>
        new(domain, before, after.Content, after.Policy);

    /// <summary>Whether it takes over a policy that may be published in enforce elsewhere.</summary>
    public bool IsTakeOver { get; init; }

    /// <summary>Whether anybody in enforce notices it.</summary>
    public bool IsInEnforce => Before is { Policy.Mode: PolicyMode.Enforce } || Policy is { Mode: PolicyMode.Enforce };

    public Uri? Upstream => (Content as PolicyContent.Upstream)?.Url;

    /// <summary>
    /// Where the policy comes from that the change replaces, if it matters whether that one is in enforce, and there is no copy of it.
    /// </summary>
    public Uri? UpstreamBefore => Upstream is not null || Policy is { Mode: PolicyMode.Enforce }
        ? (Before is { Policy: null, Content: PolicyContent.Upstream { Url: var url } } ? url : null)
        : null;
}
