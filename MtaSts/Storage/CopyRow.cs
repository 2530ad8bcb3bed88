using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>The rows of copies: the columns of a policy, and beside them when its provider was last asked.</summary>
internal static class CopyRow
{
    /// <summary>The row that says when the provider's policy was last fetched and taken.</summary>
    public const string Fetched = "fetched";

    /// <summary>The row that says when and why the provider's policy was last not taken.</summary>
    public const string Fault = "fault";

    private const string At = "ChangedAt";
    private const string Reason = "Reason";

    /// <summary>The partition of the copy that the row of a domain names; null when it names none.</summary>
    public static string? FindPartition(Row row) => row.GetText(nameof(PolicyColumns.Upstream)) is { } text
        && Uri.TryCreate(text, UriKind.Absolute, out var url) && PolicyUrl.Is(url) ? GetPartition(url) : null;

    /// <summary>The host, and the port where it is not that of HTTPS: the rest of the URL of a policy is fixed.</summary>
    public static string GetPartition(Uri url) => url.IsDefaultPort ? url.IdnHost : $"{url.IdnHost}:{url.Port}";

    public static Policy? ReadPolicy(Row row)
    {
        var findings = new FindingList();
        var terms = new PolicyTerms(findings);
        var columns = PolicyColumns.From(row.GetText);
        terms.Add(new PolicyColumns { Mode = columns.Mode, Mx = columns.Mx, MaxAge = columns.MaxAge });
        var policy = terms.Conclude();
        return findings.HasErrors ? null : policy;
    }

    public static Dictionary<string, object> Write(Policy policy, string by, string reason) => new()
    {
        ["Mode"] = policy.Mode.ToText(),
        ["Mx"] = string.Join(' ', policy.Mx),
        ["MaxAge"] = policy.MaxAge,
        ["ChangedBy"] = by,
        [Reason] = reason,
    };

    /// <param name="what">Of a fault why; else the id that the provider had in DNS, null where it is not known.</param>
    public static Row WriteNote(string partition, DateTimeOffset at, bool isFault, string? what)
    {
        var columns = new Dictionary<string, object> { [At] = at };
        if (what is not null)
        {
            columns[Reason] = what;
        }

        return new Row(partition, isFault ? Fault : Fetched, columns);
    }

    public static UpstreamCopy Read(Uri url, IReadOnlyList<Row> partition)
    {
        var current = partition.FirstOrDefault(row => row.Key == RowHistory.Current);
        var fetched = partition.FirstOrDefault(row => row.Key == Fetched);
        var fetchedAt = fetched?.GetTime(At);
        var fault = partition.FirstOrDefault(row => row.Key == Fault && row.GetTime(At) is { } at && !(fetchedAt >= at));
        return new UpstreamCopy(url)
        {
            Policy = current is null ? null : ReadPolicy(current),
            Since = current is null ? null : RowHistory.GetSince(current),
            Version = current?.Version,
            FetchedAt = fetchedAt,
            FetchedId = fetched?.GetText(Reason),
            Fault = fault?.GetText(Reason),
            FaultAt = fault?.GetTime(At),
        };
    }
}
