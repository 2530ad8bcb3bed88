using MtaSts.Policies;

namespace MtaSts.Storage;

internal static class TemplateRow
{
    /// <summary>
    /// What the partitions of templates begin with. The name after it has no dot and a domain always has one, so the two never meet.
    /// </summary>
    public const string Prefix = "template-";

    public static string GetPartition(string name) => Prefix + name;

    /// <summary>The partition of the template that the row of a domain names; null when it names none.</summary>
    public static string? FindPartition(Row row) =>
        row.GetText(nameof(PolicyColumns.Template)) is { } name && TemplateName.Is(name) ? GetPartition(name) : null;

    public static TemplateTerms ReadTerms(Row row) =>
        TemplateTerms.Read(PolicyColumns.From(row.GetText)) with { Since = RowHistory.GetSince(row) };

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
            Since = RowHistory.GetSince(row),
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
