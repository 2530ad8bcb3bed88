namespace MtaSts.Functions.Tests.Model;

/// <summary>
/// The app by its serving contract (design, Freshness): several instances, each with a copy of its own, which is never older than
/// RefreshAfter while the store answers, and the last good one while it does not.
/// </summary>
internal sealed class PolicyHost(Outages outages)
{
    public static readonly TimeSpan RefreshAfter = TimeSpan.FromMinutes(1);

    private const int Instances = 3;

    private static readonly TimeSpan KeepStaleFor = TimeSpan.FromDays(30);

    private readonly Dictionary<string, Past<ServedState>> stored = [];
    private readonly Dictionary<(int Instance, DomainName Domain), DateTimeOffset> loadedAt = [];

    /// <summary>Whether an instance answers with what it has, however old, and only then renews it, as it did before issue 10.</summary>
    public bool ServesStaleWhenIdle { get; init; }

    public Past<ServedState> this[DomainName domain] => stored.TryGetValue(domain.Ascii, out var past)
        ? past
        : stored[domain.Ascii] = new Past<ServedState>(new ServedState(0, null, null));

    /// <summary>What one of the instances answers, and how long ago it read that; null for anything but a policy.</summary>
    public (ServedState State, TimeSpan Age)? Fetch(DomainName domain, Outage outage, DateTimeOffset now, Random random)
    {
        if (outages.FindStart(outage, now) is not null)
        {
            return null;
        }

        var key = (random.Next(Instances), domain);
        var isNew = random.Next(20) == 0;
        var last = isNew ? DateTimeOffset.MinValue : loadedAt.GetValueOrDefault(key, DateTimeOffset.MinValue);
        var newest = outages.FindStart(Outage.StoreForApp, now);
        var loaded = (newest ?? now) - (isNew ? TimeSpan.Zero : Ages.Below(RefreshAfter, random));
        loadedAt[key] = loaded > last ? loaded : last;
        if (newest is not null && (isNew || now - loadedAt[key] >= KeepStaleFor))
        {
            return null;
        }

        var isIdle = ServesStaleWhenIdle && last > DateTimeOffset.MinValue;
        var read = isIdle ? last : loadedAt[key];
        var answer = this[domain].At(read);
        return answer.Policy is null ? null : (answer, now - read);
    }
}
