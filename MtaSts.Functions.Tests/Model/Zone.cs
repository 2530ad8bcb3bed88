namespace MtaSts.Functions.Tests.Model;

/// <summary>
/// The records that the operator edits, and the resolvers that go on giving the old ones for the TTL. A resolver has many customers, so
/// its copy may be of any age below the TTL; it only never goes back.
/// </summary>
internal sealed class Zone
{
    private readonly Dictionary<string, Past<RecordSet>> records = [];
    private readonly Dictionary<(int Resolver, string Name), DateTimeOffset> copiedAt = [];

    /// <summary>The policy's ids as they are published; a space keeps several apart.</summary>
    public Past<RecordSet> this[string name] => records.TryGetValue(name, out var past)
        ? past
        : records[name] = new Past<RecordSet>(RecordSet.Nothing);

    public static string GetIdName(DomainName domain) => $"_mta-sts.{domain}";

    /// <summary>What a resolver answers, and how long it will go on so.</summary>
    public RecordSet Ask(int resolver, string name, DateTimeOffset now, Random random)
    {
        var past = this[name];
        var oldest = copiedAt.GetValueOrDefault((resolver, name), DateTimeOffset.MinValue);
        var copied = now - Ages.Below(past.Now.TimeToLive, random);
        copied = copied > oldest ? copied : oldest;
        if (copied + past.At(copied).TimeToLive <= now)
        {
            copied = now;
        }

        copiedAt[(resolver, name)] = copied;
        var found = past.At(copied);
        return found with { TimeToLive = copied + found.TimeToLive - now };
    }
}
