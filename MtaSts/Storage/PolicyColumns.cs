using System.Globalization;
using Azure.Data.Tables;
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
        return stored.Content switch
        {
            PolicyContent.Upstream { Url: var url } => new() { Upstream = url.AbsoluteUri },
            PolicyContent.Template template => new() { Template = template.Name, Mode = stored.Policy?.Mode.ToText(), MaxAge = Seconds(template.MaxAge) },
            PolicyContent.Inline { Policy: var policy } => From(policy),
            _ => throw new ArgumentException($"Nothing valid is kept for {stored.Domain}.", nameof(stored)),
        };
    }

    /// <summary>The columns of a policy of a domain's own; with an empty <see cref="Mx"/> where it has none.</summary>
    public static PolicyColumns From(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new() { Mode = policy.Mode.ToText(), Mx = string.Join(' ', policy.Mx), MaxAge = Seconds(policy.MaxAge) };
    }

    /// <summary>What comes of the columns: <see cref="StoredPolicy.Content"/> and <see cref="StoredPolicy.Policy"/>, or the findings that say why nothing does.</summary>
    /// <param name="domain">The domain that they are of.</param>
    /// <param name="template">The template that they name, when it exists.</param>
    public StoredPolicy Read(DomainName domain, StoredTemplate? template)
    {
        var row = new TableEntity(domain.Ascii, PolicyRow.Current)
        {
            [nameof(Mode)] = Mode,
            [nameof(Mx)] = Mx,
            [nameof(MaxAge)] = MaxAge,
            [nameof(Template)] = Template,
            [nameof(Upstream)] = Upstream,
        };
        return PolicyRow.Read(domain, row, template is null ? null : CreateRow(template));
    }

    private static TableEntity CreateRow(StoredTemplate template) => new(PolicyRow.TemplatePartition(template.Name), PolicyRow.Current)
    {
        [nameof(Mx)] = string.Join(' ', template.Mx),
        [nameof(MaxAge)] = template.MaxAge,
    };

    private static string? Seconds(int? maxAge) => maxAge?.ToString(CultureInfo.InvariantCulture);
}
