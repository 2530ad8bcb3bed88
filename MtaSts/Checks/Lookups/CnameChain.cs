using DnsClient.Protocol;

namespace MtaSts.Checks.Lookups;

/// <summary>The names that the CNAMEs of a name lead over (RFC 1034 §3.6.2).</summary>
/// <param name="name">The name that it begins at, lower case, without the trailing dot.</param>
internal sealed class CnameChain(string name)
{
    private readonly List<string> aliases = [];

    /// <summary>The names after the first one, in order.</summary>
    public IReadOnlyList<string> Aliases => aliases;

    /// <summary>Where it has led so far.</summary>
    public string End => aliases is [.., var last] ? last : name;

    /// <summary>The shortest TTL of the CNAMEs followed; null without any.</summary>
    public TimeSpan? TimeToLive { get; private set; }

    /// <summary>How long a record may be kept.</summary>
    public static TimeSpan GetTimeToLive(DnsResourceRecord record) =>
        TimeSpan.FromSeconds(int.Max(record.InitialTimeToLive, 0)); // RFC 2181 §8: with the highest bit set it counts as 0.

    /// <summary>Whether a record is of the name where the chain ends.</summary>
    public bool EndsAt(DnsResourceRecord record) => HasName(record, End);

    /// <summary>
    /// Follows the CNAMEs in an answer to where <typeparamref name="TRecord"/>s are, or as far as they lead. Says what is wrong with them, or null.
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

    // As it came: the library turns the other form of an owner's name into Unicode.
    private static bool HasName(DnsResourceRecord record, string name) =>
        record.DomainName.Original.AsSpan().TrimEnd('.').Equals(name, StringComparison.OrdinalIgnoreCase);
}
