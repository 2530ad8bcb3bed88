namespace MtaSts.Storage;

/// <summary>
/// The row <c>about</c>: what is no part of the policy, apart so that the policy row's own time stays that of its change.
/// </summary>
internal static class AboutRow
{
    public const string Key = "about";
    public const string HeldUntil = "HeldUntil";
    public const string Customer = "Customer";

    /// <summary>Writes a column, or takes it out where there is no value, and leaves the others as they are.</summary>
    public static RowWrite With(Row? current, string partition, string column, object? value)
    {
        var columns = new Dictionary<string, object>(current?.Columns ?? new Dictionary<string, object>());
        columns.Remove(column);
        if (value is not null)
        {
            columns.Add(column, value);
        }

        var row = new Row(partition, Key, columns);
        return current is null ? new RowWrite.Insert(row) : new RowWrite.Replace(row, current.Version);
    }
}
