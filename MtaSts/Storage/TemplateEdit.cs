using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>
/// What somebody says about a template, as they wrote it. What they do not say stays; a new one has a max_age of two weeks.
/// </summary>
public sealed record TemplateEdit
{
    /// <summary>The patterns, all of them; null leaves them.</summary>
    public IReadOnlyList<string>? Mx { get; init; }

    /// <summary>As <see cref="DurationText"/> reads it; null leaves it.</summary>
    public string? MaxAge { get; init; }

    /// <summary>What the template is to say instead of <paramref name="current"/>, which is null when it is new.</summary>
    public TemplateDraft Apply(StoredTemplate? current)
    {
        var findings = new FindingList();
        var maxAge = MaxAge is null ? current?.MaxAge ?? Policy.DefaultMaxAge : PolicyTerms.ReadMaxAge(MaxAge, findings);

        // A template is what is left of a policy when each domain says its own mode.
        var terms = new PolicyTerms(findings);
        terms.Add(PolicyMode.Testing);
        terms.AddMaxAge(maxAge);
        terms.Add(current?.Mx ?? [], Mx);
        var policy = terms.Conclude();
        return new TemplateDraft(policy?.Mx ?? [], policy?.MaxAge, findings.ToArray());
    }
}
