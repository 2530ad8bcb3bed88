using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>
/// The rows of domains. Their columns are plain, so that a person can read and edit them: those of <see cref="PolicyColumns"/>;
/// ChangedAt, ChangedBy, Reason; and Removed in history.
/// </summary>
internal static class PolicyRow
{
    /// <summary>
    /// Reads the row of a domain, with the terms of its template where it has one, and says in the findings whether it is valid.
    /// </summary>
    public static StoredPolicy Read(DomainName domain, Row row, TemplateTerms? template)
    {
        var change = RowChange.From(row);
        var isRemoval = row.IsTrue("Removed");
        var stored = isRemoval
            ? new StoredPolicy { Domain = domain, Content = null, Policy = null, Version = "" }
            : PolicyColumns.From(row.GetText).Resolve(domain, template);
        return stored with
        {
            Version = row.Version,
            ChangedAt = change.At,
            ChangedBy = change.By,
            Reason = change.Reason,
            IsRemoval = isRemoval,
        };
    }

    public static Dictionary<string, object> Write(PolicyChange change)
    {
        var columns = new Dictionary<string, object> { ["ChangedBy"] = change.ChangedBy, ["Reason"] = change.Reason };
        switch (change.Content)
        {
            case PolicyContent.Inline { Policy: var policy }:
                columns["Mode"] = policy.Mode.ToText();
                columns["Mx"] = string.Join(' ', policy.Mx);
                columns["MaxAge"] = policy.MaxAge;
                break;
            case PolicyContent.Template template when TemplateName.Is(template.Name):
                columns["Template"] = template.Name;
                columns["Mode"] = template.Mode.ToText();
                if (template.MaxAge is { } maxAge)
                {
                    columns["MaxAge"] = maxAge;
                }

                break;
            case PolicyContent.Upstream { Url: var url } when PolicyUrl.Is(url):
                columns["Upstream"] = url.AbsoluteUri;
                break;
            default:
                throw new ArgumentException($"{change.Content} is not the name of a template or the URL of a policy.", nameof(change));
        }

        return columns;
    }
}
