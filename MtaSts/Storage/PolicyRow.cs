using System.Globalization;
using Azure.Data.Tables;
using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>
/// The rows of the policy table. Their columns are plain, so that a person can read and edit them: Mode, Mx (separated by white space),
/// MaxAge (seconds), or Template (a name), or Upstream (a URL); ChangedAt, ChangedBy, Reason.
/// </summary>
internal static class PolicyRow
{
    /// <summary>The row key of what is served now.</summary>
    public const string Current = "policy";

    /// <summary>The partition of a template. Its name has no dot and a domain always has one, so the two never meet.</summary>
    public static string TemplatePartition(string template) => $"template-{template}";

    /// <summary>The name in the Template column, if there is one and it can be a name.</summary>
    public static string? GetTemplateName(TableEntity row) => Text(row, "Template") is { } name && TemplateRow.IsName(name) ? name : null;

    /// <summary>Reads the row of a domain, with the row of its template where it has one, and says in the findings whether it is valid.</summary>
    public static StoredPolicy Read(DomainName domain, TableEntity row, TableEntity? template)
    {
        var findings = new FindingList();
        var isRemoval = IsRemoval(row);
        var change = RowChange.From(row);
        Policy? policy = null;
        if (!isRemoval)
        {
            CheckColumns(row, template, findings);
            policy = Text(row, "Upstream") is null && !findings.HasErrors ? ReadPolicy(row, template, findings) : null;
        }

        return new StoredPolicy
        {
            Domain = domain,
            Content = isRemoval || findings.HasErrors ? null : GetContent(row, policy),
            Policy = findings.HasErrors ? null : policy,
            TemplateName = GetTemplateName(row),
            Version = row.ETag.ToString(),
            Findings = findings.ToArray(),
            ChangedAt = change.At,
            ChangedBy = change.By,
            Reason = change.Reason,
            IsRemoval = isRemoval,
        };
    }

    /// <summary>Whether a history row says that what was there was removed.</summary>
    public static bool IsRemoval(TableEntity row) => row.TryGetValue("Removed", out var removed) && removed is true;

    /// <summary>The row that carries out <paramref name="change"/>.</summary>
    public static TableEntity Write(PolicyChange change)
    {
        var row = new TableEntity(change.Domain.Ascii, Current)
        {
            ["ChangedBy"] = change.ChangedBy,
            ["Reason"] = change.Reason,
        };
        switch (change.Content)
        {
            case PolicyContent.Inline { Policy: var policy }:
                row["Mode"] = policy.Mode.ToText();
                row["Mx"] = string.Join(' ', policy.Mx);
                row["MaxAge"] = policy.MaxAge;
                break;
            case PolicyContent.Template template when TemplateRow.IsName(template.Name):
                row["Template"] = template.Name;
                row["Mode"] = template.Mode.ToText();
                row["MaxAge"] = template.MaxAge;
                break;
            case PolicyContent.Upstream { Url: var url } when PolicyUrl.Is(url):
                row["Upstream"] = url.AbsoluteUri;
                break;
            default:
                throw new ArgumentException($"{change.Content} is no template name or no policy's URL.", nameof(change));
        }

        return row;
    }

    /// <summary>
    /// The row that keeps what <paramref name="current"/> says once it is replaced: every column of it, under the time it came to be. That
    /// is the store's own time: ChangedAt may have been copied by hand, and two states need two keys. Create a state written by hand, ChangedAt
    /// is that time too, and nobody's name and reason stay: what the columns say is of a state before.
    /// </summary>
    public static TableEntity ToHistory(TableEntity current)
    {
        var change = RowChange.From(current);
        var time = (current.Timestamp ?? change.At).UtcDateTime;
        var history = new TableEntity(current)
        {
            RowKey = string.Create(CultureInfo.InvariantCulture, $"history-{time:yyyyMMdd'T'HHmmss.fffffff'Z'}"),
        };
        history.Remove("odata.etag");
        if (change.By is null)
        {
            history["ChangedAt"] = change.At;
            history.Remove("ChangedBy");
            history.Remove("Reason");
        }

        return history;
    }

    /// <summary>The text of a column, null when it is missing or blank. People type: a number may come as a text, or the other way round.</summary>
    public static string? Text(TableEntity? row, string column) =>
        row is not null && row.TryGetValue(column, out var value) && Convert.ToString(value, CultureInfo.InvariantCulture)?.Trim() is { Length: > 0 } text
            ? text
            : null;

    private static void CheckColumns(TableEntity row, TableEntity? template, FindingList findings)
    {
        if (Text(row, "Upstream") is { } url)
        {
            if (Text(row, "Template") is not null || Text(row, "Mx") is not null || Text(row, "Mode") is not null || Text(row, "MaxAge") is not null)
            {
                findings.Add(PolicyRowRules.Ambiguous, 0, 0, "The row has an Upstream beside other columns of a policy.");
            }

            if (!Uri.TryCreate(url, UriKind.Absolute, out var upstream) || !PolicyUrl.Is(upstream))
            {
                findings.Add(PolicyRowRules.UpstreamInvalid, 0, 0, $"The Upstream {PlainText.Quote(url)} is not the URL of a policy.");
            }
        }
        else if (Text(row, "Template") is { } name)
        {
            if (Text(row, "Mx") is not null)
            {
                findings.Add(PolicyRowRules.Ambiguous, 0, 0, "The row has both a Template and an Mx.");
            }

            if (!TemplateRow.IsName(name))
            {
                findings.Add(PolicyRowRules.TemplateNameInvalid, 0, 0, $"The Template {PlainText.Quote(name)} is no name.");
            }
            else if (template is null)
            {
                findings.Add(PolicyRowRules.TemplateUnknown, 0, 0, $"There is no template '{name}'.");
            }
        }
    }

    /// <summary>The policy that the columns make up, those of the template where the row has none; null when they are invalid.</summary>
    public static Policy? ReadPolicy(TableEntity row, TableEntity? template, FindingList findings)
    {
        var fields = new PolicyFields(findings);
        fields.Add("version", "STSv1", 0, 0);
        if (Text(row, "Mode") is { } mode)
        {
            fields.Add("mode", mode, 0, 0);
        }

        if ((Text(row, "MaxAge") ?? Text(template, "MaxAge")) is { } maxAge)
        {
            fields.Add("max_age", maxAge, 0, 0);
        }

        var mx = Text(template, "Mx") ?? Text(row, "Mx") ?? "";
        foreach (var pattern in mx.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            fields.Add("mx", pattern, 0, 0);
        }

        var policy = fields.Conclude().Value;
        if (policy is not null && PolicyRenderer.Render(policy).Length is var length and > PolicyParser.SafeLength)
        {
            findings.Add(PolicyRules.Long, 0, 0, $"The policy has {length} bytes.");
        }

        return policy;
    }

    private static PolicyContent GetContent(TableEntity row, Policy? policy) => (Text(row, "Upstream"), Text(row, "Template")) switch
    {
        ({ } url, _) => new PolicyContent.Upstream(new Uri(url)),
        (_, { } name) => new PolicyContent.Template(
            name, policy!.Mode, Text(row, "MaxAge") is null ? null : policy.MaxAge),
        _ => new PolicyContent.Inline(policy!),
    };
}
