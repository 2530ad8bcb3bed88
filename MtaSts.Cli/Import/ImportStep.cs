using MtaSts.Storage;

namespace MtaSts.Cli.Import;

internal sealed record ImportStep(DomainName Domain, StoredPolicy? Before, PolicyDraft After)
{
    /// <summary>Until when senders may hold policies that the history here does not know, to be noted; null when there are none.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>How <see cref="HeldUntil"/> is known or why it is assumed, as a clause.</summary>
    public string? HeldReason { get; init; }

    /// <summary>Whose the domain is to be; null where that does not change.</summary>
    public string? Customer { get; init; }

    /// <summary>Whose the domain is, when <see cref="Customer"/> changes it; null for nobody's.</summary>
    public string? CustomerBefore { get; init; }

    /// <summary>Whether anything is to be written.</summary>
    public bool IsChange => IsPolicyChange || HeldUntil is not null || Customer is not null;

    /// <summary>What speaks against it, in clauses, and was overridden.</summary>
    public IReadOnlyList<string> Overridden { get; init; } = [];

    /// <summary>
    /// Whether the policy changes. A domain that has a template and would get the very policy that comes of it keeps its template.
    /// </summary>
    public bool IsPolicyChange => (After.Content, Before?.Content) switch
    {
        (PolicyContent.Upstream after, PolicyContent.Upstream before) => after.Url != before.Url,
        (PolicyContent.Template after, PolicyContent.Template before) => after.Name != before.Name || !Equals(After.Policy, Before?.Policy),
        (PolicyContent.Inline, PolicyContent.Inline or PolicyContent.Template) => !Equals(After.Policy, Before?.Policy),
        _ => true,
    };

    /// <summary>What is to be kept beside the policy, in clauses.</summary>
    public IEnumerable<string> ListNotes()
    {
        if (HeldUntil is { } until)
        {
            yield return $"senders may hold earlier policies until {until:u}";
        }

        if (Customer is not null)
        {
            yield return CustomerBefore is null ? $"customer: {Customer}" : $"customer: {Customer} (before: {CustomerBefore})";
        }
    }
}
