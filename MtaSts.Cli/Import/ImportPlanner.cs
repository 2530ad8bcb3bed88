using System.Globalization;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Import;

/// <summary>
/// Makes of a row what is to be stored. What the row does not say comes from the options, then, as with <c>set</c>, from what is stored or
/// from what new domains start with: so a list of mere names changes no domain that is there already.
/// </summary>
/// <param name="maximumTextLength">The longest text that the store keeps in a column, in characters.</param>
internal sealed class ImportPlanner(
    PolicyEdit defaults, IReadOnlyDictionary<string, StoredTemplate> templates, int maximumTextLength = int.MaxValue)
{
    /// <summary>Whether only DNS knows the mx of a row.</summary>
    public bool IsMxInDns(ImportRow row, StoredPolicy? stored) =>
        row.TakesMxFromDns && defaults is { Mx: null, Template: null } && stored?.Content is null;

    /// <summary>
    /// The step that <paramref name="row"/> asks for; null when it is invalid, and then <paramref name="faults"/> say why.
    /// </summary>
    /// <param name="found">The mx by DNS; null when nobody asked.</param>
    public ImportStep? Plan(
        DomainName domain, ImportRow row, StoredPolicy? stored, ICollection<ImportFault> faults, IReadOnlyList<string>? found = null)
    {
        var edit = Complete(row, stored, found);
        var template = edit.Template is { } name ? templates.GetValueOrDefault(name) : null;
        var draft = row.IsResolved && template is not null
            ? TakeOutResolved(edit, template, row.HasOwnMaxAge).Apply(WithoutOwnMaxAge(stored), template)
            : edit.Apply(stored, template);
        var errors = draft.Findings.Where(finding => finding.Severity == Severity.Error).ToList();
        if (draft.Content is PolicyContent.Inline { Policy: var policy }
            && PolicyColumns.From(policy).Mx!.Length is var length && length > maximumTextLength)
        {
            errors.Add(ImportRules.MxTooLong.At(0, 0, $"The mx have {length} characters, and a row holds {maximumTextLength}."));
        }

        foreach (var error in errors)
        {
            faults.Add(new ImportFault(row.File, error with { Line = row.Line, Message = $"{domain}: {error.Message}" }));
        }

        return errors.Count == 0 ? new ImportStep(domain, stored, draft) : null;
    }

    private PolicyEdit Complete(ImportRow row, StoredPolicy? stored, IReadOnlyList<string>? found)
    {
        var said = row.Columns;
        var edit = new PolicyEdit
        {
            Mode = said.Mode,
            Mx = said.Mx is { } mx ? [.. MxText.Split(mx)] : null,
            MaxAge = said.MaxAge,
            Template = said.Template,
            Upstream = said.Upstream,
        };
        if (edit.Upstream is null && edit is { Mx: null, Template: null })
        {
            edit = edit with { Mx = defaults.Mx, Template = defaults.Template };
            if (edit is { Mx: null, Template: null })
            {
                edit = stored?.Content is PolicyContent.Upstream { Url: var url }
                    ? edit with { Upstream = url.AbsoluteUri }
                    : edit with { Mx = found };
            }
        }

        return edit.Upstream is not null ? edit : edit with { Mode = edit.Mode ?? defaults.Mode, MaxAge = edit.MaxAge ?? defaults.MaxAge };
    }

    /// <summary>Leaves of a row that shows what comes of a template only what is the domain's own.</summary>
    private static PolicyEdit TakeOutResolved(PolicyEdit edit, StoredTemplate template, bool hasOwnMaxAge)
    {
        var mx = template.Mx.Select(pattern => pattern.ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return edit with
        {
            Mx = edit.Mx is null || mx.SetEquals(edit.Mx) ? null : edit.Mx,
            MaxAge = !hasOwnMaxAge && edit.MaxAge == template.MaxAge?.ToString(CultureInfo.InvariantCulture) ? null : edit.MaxAge,
        };
    }

    private static StoredPolicy? WithoutOwnMaxAge(StoredPolicy? stored) =>
        stored?.Content is PolicyContent.Template template ? stored with { Content = template with { MaxAge = null } } : stored;
}
