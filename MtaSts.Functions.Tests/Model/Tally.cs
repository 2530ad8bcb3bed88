namespace MtaSts.Functions.Tests.Model;

/// <summary>How often what happened, to see that walks go everywhere. Safe for concurrent use.</summary>
internal sealed class Tally
{
    private readonly Dictionary<string, int> counts = [];

    public int this[string what] => counts.GetValueOrDefault(what);

    public void Count(string what)
    {
        lock (counts)
        {
            counts[what] = this[what] + 1;
        }
    }

    public override string ToString() => string.Join(
        '\n', counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value,8} {count.Key}"));
}
