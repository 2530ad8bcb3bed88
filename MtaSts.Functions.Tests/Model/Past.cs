namespace MtaSts.Functions.Tests.Model;

/// <summary>What something was at each time, so that caches need no copies: they only remember of when theirs is.</summary>
internal sealed class Past<T>(T first)
{
    private readonly List<(DateTimeOffset Since, T Value)> values = [(DateTimeOffset.MinValue, first)];

    public IEnumerable<T> Values => values.Select(entry => entry.Value);

    public T Now => values[^1].Value;

    public T At(DateTimeOffset time) => values.FindLast(entry => entry.Since <= time).Value;

    public void Set(DateTimeOffset now, T value)
    {
        if (!EqualityComparer<T>.Default.Equals(Now, value))
        {
            values.Add((now, value));
        }
    }
}
