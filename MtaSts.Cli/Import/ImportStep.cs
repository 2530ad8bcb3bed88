using MtaSts.Storage;

namespace MtaSts.Cli.Import;

/// <summary>What an import does to one domain.</summary>
/// <param name="Before">What is kept now; null for a new domain.</param>
/// <param name="After">What is to be kept; its content is never null.</param>
public sealed record ImportStep(StoredPolicy? Before, StoredPolicy After)
{
    /// <summary>The domain.</summary>
    public DomainName Domain => After.Domain;

    /// <summary>
    /// Whether anything is to be written. A domain that has a template and would get the very policy that comes of it keeps its template.
    /// </summary>
    public bool IsChange => (After.Content, Before?.Content) switch
    {
        (PolicyContent.Upstream after, PolicyContent.Upstream before) => after.Url != before.Url,
        (PolicyContent.Template after, PolicyContent.Template before) => after.Name != before.Name || !Equals(After.Policy, Before?.Policy),
        (PolicyContent.Inline, PolicyContent.Inline or PolicyContent.Template) => !Equals(After.Policy, Before?.Policy),
        _ => true,
    };

    /// <summary>The change that carries it out.</summary>
    public PolicyChange ToChange(string changedBy, string reason) => new()
    {
        Domain = Domain,
        Content = After.Content!,
        Version = Before?.Version,
        ChangedBy = changedBy,
        Reason = reason,
    };
}
