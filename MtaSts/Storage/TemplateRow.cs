using MtaSts.Policies;

namespace MtaSts.Storage;

internal static class TemplateRow
{
    /// <summary>
    /// What the partitions of templates begin with. The name after it has no dot and a domain always has one, so the two never meet.
    /// </summary>
    public const string Prefix = "template-";

    public static string GetPartition(string name) => Prefix + name;

    public static TemplateTerms ReadTerms(Row row) => TemplateTerms.Read(PolicyColumns.From(row.GetText));

    public static StoredTemplate Read(Row row)
    {
        var change = RowChange.From(row);
        var terms = row.IsRemoval ? null : ReadTerms(row);
        return new StoredTemplate
        {
            Name = row.Partition[Prefix.Length..],
            Mx = terms is { IsValid: true } ? [.. terms.Mx] : [],
            MaxAge = terms is { IsValid: true } ? terms.MaxAge : null,
            Version = row.Version,
            Findings = terms?.Findings ?? [],
            ChangedAt = change.At,
            ChangedBy = change.By,
            Reason = change.Reason,
            IsRemoval = terms is null,
        };
    }

    public static Dictionary<string, object> Write(TemplateChange change)
    {
        if (!TemplateName.Is(change.Name))
        {
            throw new ArgumentException(
                $"'{change.Name}' cannot be the name of a template: use 1 to 40 lower-case letters, digits and hyphens.", nameof(change));
        }

        // What holds for a policy holds for what many share.
        var policy = new Policy(PolicyMode.Testing, change.Mx, change.MaxAge);
        return new Dictionary<string, object>
        {
            ["Mx"] = string.Join(' ', policy.Mx),
            ["MaxAge"] = policy.MaxAge,
            ["ChangedBy"] = change.ChangedBy,
            ["Reason"] = change.Reason,
        };
    }
}
