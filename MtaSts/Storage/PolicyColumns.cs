using System.Globalization;
using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>What is kept for a domain as people write it in columns, of a table or of a CSV file; null where nothing is said.</summary>
public sealed record PolicyColumns
{
    /// <summary>enforce, testing or none.</summary>
    public string? Mode { get; init; }

    /// <summary>The patterns, separated by white space.</summary>
    public string? Mx { get; init; }

    /// <summary>Seconds.</summary>
    public string? MaxAge { get; init; }

    /// <summary>The name of a template.</summary>
    public string? Template { get; init; }

    /// <summary>The URL of a provider's policy.</summary>
    public string? Upstream { get; init; }

    /// <summary>The columns that keep what is kept; of a domain with a template only those of its own.</summary>
    /// <exception cref="ArgumentException">What is kept is invalid or a removal.</exception>
    public static PolicyColumns From(StoredPolicy stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return From(stored.Content ?? throw new ArgumentException($"Nothing valid is kept for {stored.Domain}.", nameof(stored)));
    }

    /// <summary>The columns of a policy of a domain's own; with an empty <see cref="Mx"/> where it has none.</summary>
    public static PolicyColumns From(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new() { Mode = policy.Mode.ToText(), Mx = string.Join(' ', policy.Mx), MaxAge = Seconds(policy.MaxAge) };
    }

    /// <summary>The columns that <paramref name="find"/> finds by their names; null where it finds nothing.</summary>
    public static PolicyColumns From(Func<string, string?> find)
    {
        ArgumentNullException.ThrowIfNull(find);
        return new()
        {
            Mode = find(nameof(Mode)),
            Mx = find(nameof(Mx)),
            MaxAge = find(nameof(MaxAge)),
            Template = find(nameof(Template)),
            Upstream = find(nameof(Upstream)),
        };
    }

    /// <summary>
    /// What comes of the columns: <see cref="StoredPolicy.Content"/> and <see cref="StoredPolicy.Policy"/>, or the findings that say why
    /// nothing does.
    /// </summary>
    /// <param name="domain">The domain that they are of.</param>
    /// <param name="template">The template that they name, when it exists.</param>
    public StoredPolicy Read(DomainName domain, StoredTemplate? template) =>
        Resolve(domain, template is null ? null : TemplateTerms.From(template));

    internal static PolicyColumns From(PolicyContent content) => content switch
    {
        PolicyContent.Upstream { Url: var url } => new() { Upstream = url.AbsoluteUri },
        PolicyContent.Template template => new()
        {
            Template = template.Name,
            Mode = template.Mode.ToText(),
            MaxAge = Seconds(template.MaxAge),
        },
        _ => From(((PolicyContent.Inline)content).Policy),
    };

    internal StoredPolicy Resolve(DomainName domain, TemplateTerms? template)
    {
        var findings = new FindingList();
        var columns = Trim();
        columns.Check(template, findings);
        var policy = columns.Upstream is null && !findings.HasErrors ? columns.ReadPolicy(template, findings) : null;
        return new StoredPolicy
        {
            Domain = domain,
            Content = findings.HasErrors ? null : columns.CreateContent(policy),
            Policy = findings.HasErrors ? null : policy,
            TemplateName = columns.Template is { } name && TemplateName.Is(name) ? name : null,
            Version = "",
            Findings = findings.ToArray(),
        };
    }

    private static string? Seconds(int? maxAge) => maxAge?.ToString(CultureInfo.InvariantCulture);

    // Spreadsheets and hands leave blanks; a blank column says nothing.
    private PolicyColumns Trim() =>
        new() { Mode = Trim(Mode), Mx = Trim(Mx), MaxAge = Trim(MaxAge), Template = Trim(Template), Upstream = Trim(Upstream) };

    private static string? Trim(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    private void Check(TemplateTerms? template, FindingList findings)
    {
        if (Upstream is not null)
        {
            if (Template is not null || Mx is not null || Mode is not null || MaxAge is not null)
            {
                findings.Add(PolicyRowRules.Ambiguous, 0, 0, "The row has an Upstream beside other columns of a policy.");
            }

            if (!Uri.TryCreate(Upstream, UriKind.Absolute, out var upstream) || !PolicyUrl.Is(upstream))
            {
                findings.Add(PolicyRowRules.UpstreamInvalid, 0, 0, $"The Upstream {PlainText.Quote(Upstream)} is not the URL of a policy.");
            }
        }
        else if (Template is not null)
        {
            if (Mx is not null)
            {
                findings.Add(PolicyRowRules.Ambiguous, 0, 0, "The row has both a Template and an Mx.");
            }

            if (!TemplateName.Is(Template))
            {
                findings.Add(
                    PolicyRowRules.TemplateNameInvalid, 0, 0, $"The Template {PlainText.Quote(Template)} cannot be the name of one.");
            }
            else if (template is null)
            {
                findings.Add(PolicyRowRules.TemplateUnknown, 0, 0, $"There is no template '{Template}'.");
            }
        }
    }

    private Policy? ReadPolicy(TemplateTerms? template, FindingList findings)
    {
        var terms = new PolicyTerms(findings);
        terms.Add(this);
        if (template is not null)
        {
            terms.Add(template, isMaxAgeGiven: MaxAge is not null);
        }

        return terms.Conclude();
    }

    private PolicyContent CreateContent(Policy? policy) => (Upstream, Template) switch
    {
        ({ } url, _) => new PolicyContent.Upstream(new Uri(url)),
        (_, { } name) => new PolicyContent.Template(name, policy!.Mode, MaxAge is null ? null : policy.MaxAge),
        _ => new PolicyContent.Inline(policy!),
    };
}
