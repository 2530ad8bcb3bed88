using System.Globalization;
using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>
/// The rows of domains. Their columns are plain, so that a person can read and edit them: those of <see cref="PolicyColumns"/>;
/// ChangedAt, ChangedBy, Reason; and Removed in history.
/// </summary>
internal static class PolicyRow
{
    /// <summary>
    /// Reads the row of a domain, with what it refers to where it does, and says in the findings whether it is valid.
    /// </summary>
    public static StoredPolicy Read(DomainName domain, Row row, SourceState? source)
    {
        var change = RowChange.From(row);
        var since = new[] { RowHistory.GetSince(row), source?.Since ?? DateTimeOffset.MinValue }.Max();
        var isRemoval = row.IsRemoval;
        var stored = isRemoval
            ? new StoredPolicy { Domain = domain, Content = null, Policy = null, Version = "" }
            : PolicyColumns.From(row.GetText).Resolve(domain, source?.Terms);
        if (stored.Content is PolicyContent.Upstream)
        {
            stored = stored with { Policy = source?.Copy };
        }

        return stored with
        {
            Version = row.Version,
            Id = stored.Policy is { } policy ? PolicyId.Create(since, policy) : null,
            Since = since,
            ChangedAt = change.At,
            ChangedBy = change.By,
            Reason = change.Reason,
            IsRemoval = isRemoval,
        };
    }

    public static Dictionary<string, object> Write(PolicyChange change)
    {
        if (change.Content is PolicyContent.Template { Name: var name } && !TemplateName.Is(name)
            || change.Content is PolicyContent.Upstream { Url: var url } && !PolicyUrl.Is(url))
        {
            throw new ArgumentException($"{change.Content} is not the name of a template or the URL of a policy.", nameof(change));
        }

        var said = PolicyColumns.From(change.Content);
        object? maxAge = said.MaxAge is null ? null : int.Parse(said.MaxAge, CultureInfo.InvariantCulture);
        (string Name, object? Value)[] columns =
        [
            ("Mode", said.Mode), ("Mx", said.Mx), ("MaxAge", maxAge), ("Template", said.Template), ("Upstream", said.Upstream),
            ("ChangedBy", change.ChangedBy), ("Reason", change.Reason),
        ];
        return columns.Where(column => column.Value is not null).ToDictionary(column => column.Name, column => column.Value!);
    }
}
