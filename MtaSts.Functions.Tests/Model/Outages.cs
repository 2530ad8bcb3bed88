namespace MtaSts.Functions.Tests.Model;

internal enum Outage
{
    /// <summary>The app cannot read the store; the operator can.</summary>
    StoreForApp,

    /// <summary>Senders cannot fetch policies; the operator can.</summary>
    HostForSenders,

    /// <summary>The operator cannot fetch policies; senders can.</summary>
    HostForOperator,

    /// <summary>The operator's resolver does not answer.</summary>
    DnsForOperator,

    /// <summary>The operator cannot use the store; the app can.</summary>
    StoreForOperator,
}

/// <summary>When what does not work.</summary>
internal sealed class Outages
{
    private readonly Dictionary<Outage, (DateTimeOffset From, DateTimeOffset Until)> times = [];

    public void Start(Outage kind, DateTimeOffset now, TimeSpan duration)
    {
        if (FindStart(kind, now) is null)
        {
            times[kind] = (now, now + duration);
        }
    }

    /// <summary>When the outage began that goes on now; null while there is none.</summary>
    public DateTimeOffset? FindStart(Outage kind, DateTimeOffset now) =>
        times.TryGetValue(kind, out var time) && time.From <= now && now < time.Until ? time.From : null;
}
