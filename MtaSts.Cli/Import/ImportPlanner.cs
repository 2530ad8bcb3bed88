using System.Globalization;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Import;

/// <summary>
/// Makes of a row what is to be kept. What the row does not say comes from the defaults, then from what is kept, then from what new
/// domains start with: so a list of mere names changes no domain that is there already.
/// </summary>
/// <param name="defaults">What holds for rows that do not say.</param>
/// <param name="templates">All templates, by name.</param>
public sealed class ImportPlanner(ImportDefaults defaults, IReadOnlyDictionary<string, StoredTemplate> templates)
{
    // A property of Table Storage holds 64 KiB of UTF-16.
    private const int MaximumMxLength = 32_768;

    /// <summary>The step that <paramref name="row"/> asks for; null when it is invalid, and then <paramref name="faults"/> say why.</summary>
    public ImportStep? Plan(DomainName domain, ImportRow row, StoredPolicy? kept, ICollection<ImportFault> faults)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(faults);
        var columns = Complete(row, kept);
        var after = columns.Read(domain, columns.Template is { } name ? templates.GetValueOrDefault(name) : null);
        var errors = after.Findings.Where(finding => finding.Severity == Severity.Error).ToList();
        if (columns.Mx?.Length > MaximumMxLength)
        {
            errors.Add(ImportRules.MxTooLong.At(0, 0, $"The mx have {columns.Mx.Length} characters, and a row holds {MaximumMxLength}."));
        }

        foreach (var error in errors)
        {
            faults.Add(new ImportFault(row.File, error with { Line = row.Line, Message = $"{domain}: {error.Message}" }));
        }

        return errors.Count == 0 ? new ImportStep(kept, after) : null;
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private PolicyColumns Complete(ImportRow row, StoredPolicy? kept)
    {
        var said = row.Columns;
        if (said.Upstream is not null)
        {
            return said;
        }

        if (row.IsResolved && said.Template is not null && templates.TryGetValue(said.Template, out var template))
        {
            return said with
            {
                Mode = ChooseMode(said, kept),
                Mx = IsSame(said.Mx, template) ? null : said.Mx,
                MaxAge = said.MaxAge == Text(template.MaxAge) ? null : said.MaxAge,
            };
        }

        var columns = ChooseSource(row, kept);
        return columns.Upstream is not null ? columns : columns with
        {
            Mode = ChooseMode(said, kept),
            MaxAge = said.MaxAge ?? defaults.MaxAge ?? KeptMaxAge(columns, kept) ?? (columns.Template is null ? ImportDefaults.NewMaxAge : null),
        };
    }

    private string ChooseMode(PolicyColumns said, StoredPolicy? kept) =>
        said.Mode ?? defaults.Mode ?? kept?.Policy?.Mode.ToText() ?? ImportDefaults.NewMode;

    /// <summary>Where the mx come from: the row, the defaults, what is kept, or what is known of Exchange Online.</summary>
    private PolicyColumns ChooseSource(ImportRow row, StoredPolicy? kept)
    {
        var said = row.Columns;
        return said.Mx is not null || said.Template is not null ? said
            : defaults.Mx is not null || defaults.Template is not null ? said with { Mx = defaults.Mx, Template = defaults.Template }
            : kept?.Content switch
            {
                PolicyContent.Upstream { Url: var url } => said with { Upstream = url.AbsoluteUri },
                PolicyContent.Template { Name: var name } => said with { Template = name },
                PolicyContent.Inline { Policy: var policy } => said with { Mx = PolicyColumns.From(policy).Mx },
                _ => row.IsExchangeOnline ? said with { Mx = ImportDefaults.ExchangeOnlineMx } : said,
            };
    }

    /// <summary>The max_age that a domain keeps; one that it has of a template stays with the template.</summary>
    private static string? KeptMaxAge(PolicyColumns columns, StoredPolicy? kept) => columns.Template is null
        ? Text(kept?.Policy?.MaxAge)
        : Text((kept?.Content as PolicyContent.Template)?.MaxAge);

    private static bool IsSame(string? mx, StoredTemplate template) =>
        mx is null || mx.Split(' ').ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(template.Mx.Select(pattern => pattern.ToString()));
}
