using Azure.Data.Tables;
using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>The rows of templates: partition <c>template-&lt;name&gt;</c>, columns Mx and MaxAge as in <see cref="PolicyRow"/>.</summary>
internal static class TemplateRow
{
    /// <summary>Whether a template can have this name: 1 to 40 lower-case letters, digits and hyphens.</summary>
    public static bool IsName(string name) => TemplateName.Is(name);

    /// <summary>The name of the template that a row belongs to.</summary>
    public static string GetName(TableEntity row) => row.PartitionKey[PolicyRow.TemplatePartition("").Length..];

    /// <summary>The template in a row, valid or not.</summary>
    public static StoredTemplate Read(string name, TableEntity row)
    {
        var isRemoval = PolicyRow.IsRemoval(row);
        var change = RowChange.From(row);
        var findings = new FindingList();

        // A template is what is left of a policy when each domain says its own mode.
        var policy = isRemoval ? null : PolicyRow.ReadPolicy(new TableEntity { ["Mode"] = "testing" }, row, findings);
        return new StoredTemplate
        {
            Name = name,
            Mx = policy?.Mx ?? [],
            MaxAge = policy?.MaxAge,
            Version = row.ETag.ToString(),
            Findings = findings.ToArray(),
            ChangedAt = change.At,
            ChangedBy = change.By,
            Reason = change.Reason,
            IsRemoval = isRemoval,
        };
    }

    /// <summary>The row that carries out <paramref name="change"/>.</summary>
    public static TableEntity Write(TemplateChange change)
    {
        if (!IsName(change.Name))
        {
            throw new ArgumentException($"'{change.Name}' is no template name: use 1 to 40 lower-case letters, digits and hyphens.", nameof(change));
        }

        // What holds for a policy holds for what many share.
        var policy = new Policy(PolicyMode.Testing, change.Mx, change.MaxAge);
        return new TableEntity(PolicyRow.TemplatePartition(change.Name), PolicyRow.Current)
        {
            ["Mx"] = string.Join(' ', policy.Mx),
            ["MaxAge"] = policy.MaxAge,
            ["ChangedBy"] = change.ChangedBy,
            ["Reason"] = change.Reason,
        };
    }
}
