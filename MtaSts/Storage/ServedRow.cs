namespace MtaSts.Storage;

/// <summary>
/// The rows <c>served-&lt;id&gt;</c>: when a state was first seen to be served. One for each state, because a change of a template, which
/// touches no row of the domain, makes a new state too.
/// </summary>
internal sealed record ServedRow(string Id, DateTimeOffset At)
{
    private const string Prefix = "served-";
    private const string Column = "ServedAt";

    /// <summary>Null for any other row.</summary>
    public static ServedRow? Read(Row row) =>
        row.Key.StartsWith(Prefix, StringComparison.Ordinal) && row.GetTime(Column) is { } at
            ? new ServedRow(row.Key[Prefix.Length..], at)
            : null;

    public Row ToRow(string partition) => new(partition, Prefix + Id, new Dictionary<string, object> { [Column] = At });
}
