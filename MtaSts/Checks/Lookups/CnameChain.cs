using DnsClient.Protocol;

namespace MtaSts.Checks.Lookups;

/// <summary>The CNAMEs from a name to its records (RFC 1034 §3.6.2).</summary>
/// <param name="name">The first name, lower case, without the trailing dot.</param>
internal sealed class CnameChain(string name)
{
    private readonly List<string> aliases = [];

    public IReadOnlyList<string> Aliases => aliases;

    public string End => aliases is [.., var last] ? last : name;

    /// <summary>The shortest TTL of the CNAMEs followed; null if there are none.</summary>
    public TimeSpan? TimeToLive { get; private set; }

    public static TimeSpan GetTimeToLive(DnsResourceRecord record) =>
        TimeSpan.FromSeconds(int.Max(record.InitialTimeToLive, 0)); // RFC 2181 §8: with the highest bit set it counts as 0.

    public bool EndsAt(DnsResourceRecord record) => HasName(record, End);

    /// <summary>
    /// Follows the CNAMEs in an answer as far as they go, or to the wanted records. Returns what is wrong with them, or null.
    /// </summary>
    public string? Follow<TRecord>(IReadOnlyList<DnsResourceRecord> answer, int maximum)
        where TRecord : DnsResourceRecord
    {
        while (!answer.OfType<TRecord>().Any(EndsAt) && answer.OfType<CNameRecord>().FirstOrDefault(EndsAt) is { } record)
        {
            var target = record.CanonicalName.Value.TrimEnd('.').ToLowerInvariant();
            var isLoop = target == name || aliases.Contains(target);
            var timeToLive = GetTimeToLive(record);
            TimeToLive = TimeToLive < timeToLive ? TimeToLive : timeToLive;
            aliases.Add(target);
            if (isLoop || aliases.Count > maximum)
            {
                return isLoop ? $"the CNAMEs lead back to {PlainText.Quote(target)}" : $"there are more than {maximum} CNAMEs";
            }
        }

        return null;
    }

    // Compared as sent: DnsClient converts the other form of the name to Unicode.
    private static bool HasName(DnsResourceRecord record, string name) =>
        record.DomainName.Original.AsSpan().TrimEnd('.').Equals(name, StringComparison.OrdinalIgnoreCase);
}
