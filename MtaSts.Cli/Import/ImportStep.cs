using MtaSts.Storage;

namespace MtaSts.Cli.Import;

internal sealed record ImportStep(DomainName Domain, StoredPolicy? Before, PolicyDraft After)
{
    /// <summary>What speaks against it, in clauses, and was overridden.</summary>
    public IReadOnlyList<string> Overridden { get; init; } = [];

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
}
