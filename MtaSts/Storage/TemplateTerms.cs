using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>What a template gives to the policies that use it; as much of it as is valid.</summary>
internal sealed record TemplateTerms(IReadOnlyList<MxPattern> Mx, int? MaxAge, IReadOnlyList<Finding> Findings)
{
    private static readonly string[] MaxAgeFaults =
        [PolicyRules.MaxAgeMissing.Code, PolicyRules.MaxAgeMalformed.Code, PolicyRules.MaxAgeTooLarge.Code];

    /// <summary>Since when they stand, by the store's own clock; null of a template that is not stored.</summary>
    public DateTimeOffset? Since { get; init; }

    public bool IsValid => FindErrors(isMaxAgeGiven: false).Count == 0;

    public static TemplateTerms Read(PolicyColumns columns)
    {
        var findings = new FindingList();
        var terms = new PolicyTerms(findings);

        // A template is what is left of a policy when each domain says its own mode.
        terms.Add(new PolicyColumns { Mx = columns.Mx, MaxAge = columns.MaxAge });
        terms.Add(PolicyMode.Testing);
        terms.Conclude();
        return new TemplateTerms(terms.Mx, terms.MaxAge, findings.ToArray());
    }

    public static TemplateTerms From(StoredTemplate template) => new(template.Mx, template.MaxAge, template.Findings);

    /// <summary>What keeps a policy from using it; a wrong max_age does not keep one that has its own.</summary>
    public IReadOnlyList<Finding> FindErrors(bool isMaxAgeGiven) =>
        [.. Findings.Where(finding => finding.Severity == Severity.Error && !(isMaxAgeGiven && MaxAgeFaults.Contains(finding.Code)))];
}
