using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>
/// What somebody says about the policy of a domain, as they wrote it. What they do not say stays; a domain that is new, or whose policy is
/// not known here, begins in testing with a max_age of two weeks.
/// </summary>
public sealed record PolicyEdit
{
    /// <summary>enforce, testing or none; null leaves it.</summary>
    public string? Mode { get; init; }

    /// <summary>The patterns, all of them; null leaves them. They end the use of a template.</summary>
    public IReadOnlyList<string>? Mx { get; init; }

    /// <summary>As <see cref="DurationText"/> reads it; null leaves it.</summary>
    public string? MaxAge { get; init; }

    /// <summary>
    /// The template to use from now on; its max_age counts unless the domain has one of its own. Not beside <see cref="Mx"/>.
    /// </summary>
    public string? Template { get; init; }

    /// <summary>The provider's URL to serve from; not beside anything else.</summary>
    public string? Upstream { get; init; }

    /// <summary>What is to be kept instead of <paramref name="current"/>.</summary>
    /// <param name="current">What is kept now; null when the domain is new.</param>
    /// <param name="template">What is kept of <see cref="Template"/>; null when there is no such template.</param>
    public PolicyDraft Apply(StoredPolicy? current, StoredTemplate? template)
    {
        var findings = new FindingList();
        if ((Upstream ?? Template) is not null && (Mx is not null || (Upstream is not null && (Mode ?? MaxAge ?? Template) is not null)))
        {
            var source = Upstream is null ? "a template" : "an upstream";
            findings.Add(PolicyRowRules.Ambiguous, 0, 0, $"There is {source} beside other parts of a policy.");
        }

        return Upstream is not null ? ApplyUpstream(Upstream, current, findings)
            : Template is not null ? ApplyTemplate(Template, current, template, findings)
            : ApplyTerms(current, findings);
    }

    private static PolicyDraft ApplyUpstream(string text, StoredPolicy? current, FindingList findings)
    {
        var isUrl = Uri.TryCreate(text, UriKind.Absolute, out var url) && PolicyUrl.Is(url);
        if (!isUrl)
        {
            findings.Add(PolicyRowRules.UpstreamInvalid, 0, 0, $"The upstream '{text}' is not the URL of a policy.");
        }

        var content = isUrl ? new PolicyContent.Upstream(url!) : null;
        var isSame = content is not null && content.Equals(current?.Content);
        return new PolicyDraft(content, isSame ? current!.Policy : null, findings.ToArray());
    }

    private PolicyDraft ApplyTemplate(string name, StoredPolicy? current, StoredTemplate? template, FindingList findings)
    {
        if (template?.MaxAge is not { } maxAge)
        {
            if (!TemplateName.Is(name))
            {
                findings.Add(PolicyRowRules.TemplateNameInvalid, 0, 0, $"{PlainText.Quote(name)} is not a template name.");
            }
            else if (template is null)
            {
                findings.Add(PolicyRowRules.TemplateUnknown, 0, 0, $"There is no template '{name}'.");
            }

            return new PolicyDraft(null, null, [.. findings.ToArray(), .. template?.Findings ?? []]);
        }

        var ownMaxAge = MaxAge is null ? (current?.Content as PolicyContent.Template)?.MaxAge : PolicyTerms.ReadMaxAge(MaxAge, findings);
        var terms = new PolicyTerms(findings);
        terms.Add(GetMode(current));
        terms.AddMaxAge(ownMaxAge ?? maxAge);
        terms.Add(template.Mx);
        var policy = terms.Conclude();
        return new PolicyDraft(
            policy is null ? null : new PolicyContent.Template(template.Name, policy.Mode, ownMaxAge), policy, findings.ToArray());
    }

    private PolicyDraft ApplyTerms(StoredPolicy? current, FindingList findings)
    {
        var before = current?.Policy;
        var maxAge = MaxAge is null ? before?.MaxAge ?? Policy.DefaultMaxAge : PolicyTerms.ReadMaxAge(MaxAge, findings);
        var terms = new PolicyTerms(findings);
        terms.Add(GetMode(current));
        terms.AddMaxAge(maxAge);
        terms.Add(before?.Mx ?? [], Mx);
        var policy = terms.Conclude();
        PolicyContent? content = (policy, current?.Content) switch
        {
            (null, _) => null,
            (_, PolicyContent.Template template) when Mx is null => new PolicyContent.Template(
                template.Name, Mode is null ? template.Mode : policy.Mode, MaxAge is null ? template.MaxAge : maxAge),
            _ => new PolicyContent.Inline(policy),
        };
        return new PolicyDraft(content, policy, findings.ToArray());
    }

    private PolicyColumns GetMode(StoredPolicy? current) =>
        new() { Mode = Mode ?? (current?.Policy?.Mode ?? PolicyMode.Testing).ToText() };
}
