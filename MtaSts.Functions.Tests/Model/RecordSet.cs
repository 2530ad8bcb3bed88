namespace MtaSts.Functions.Tests.Model;

/// <summary>The records of one type at a name; without values there are none, which resolvers keep in mind as well (RFC 2308).</summary>
internal sealed record RecordSet(string Values, TimeSpan TimeToLive)
{
    public static RecordSet Nothing { get; } = new("", TimeSpan.FromMinutes(5));

    public IEnumerable<string> Each => Values.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
