using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>What is kept for a domain: a policy of its own, a share in a template, or the address of a provider's policy.</summary>
public abstract record PolicyContent
{
    private PolicyContent()
    {
    }

    /// <summary>A policy of the domain's own.</summary>
    /// <param name="Policy">The policy.</param>
    public sealed record Inline(Policy Policy) : PolicyContent;

    /// <summary>The mx of a template, which many domains share.</summary>
    /// <param name="Name">The template: 1 to 40 lower-case letters, digits and hyphens.</param>
    /// <param name="Mode">The domain's own mode: domains move to enforce one by one.</param>
    /// <param name="MaxAge">The domain's own max_age in seconds; null takes the template's.</param>
    public sealed record Template(string Name, PolicyMode Mode, int? MaxAge) : PolicyContent;

    /// <summary>A mail provider's own policy, fetched as a sender would and served from here.</summary>
    /// <param name="Url">Its address, <c>https://mta-sts.&lt;provider&gt;/.well-known/mta-sts.txt</c>.</param>
    public sealed record Upstream(Uri Url) : PolicyContent;
}
