using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Serving.Caching;

/// <summary>
/// What is to be logged, kept until a request writes it: the Functions host drops what is logged outside a request, and a load may outlive
/// the request that began it.
/// </summary>
internal sealed partial class ServingLog
{
    // While the store is down anybody can ask for any name, and the log must not grow with what they ask.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Policies are renewed although nobody asks, and an outage can last for days.
    private const int MaxEntries = 1_000;
    private const int MaxRepetitions = 10_000;
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<Action> entries;
    private readonly RecentNames recent;
    private readonly TimeProvider time;
    private readonly ILogger<ServingLog> logger;
    private long lastOfUnknown;

    /// <param name="unknownSettings">What is set in section <c>MtaSts</c> and has no effect.</param>
    /// <param name="defaults">The template of every domain without a row; null when there is none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where it is written.</param>
    public ServingLog(IEnumerable<string> unknownSettings, DefaultTemplate? defaults, TimeProvider time, ILogger<ServingLog> logger)
    {
        this.time = time;
        this.logger = logger;
        recent = new RecentNames(MaxRepetitions, RepeatAfter, time);
        entries = new(unknownSettings.Select(name => (Action)(() => LogUnknownSetting(name))));
        if (defaults is not null)
        {
            entries.Enqueue(() => WriteDefault(defaults));
        }
    }

    /// <summary>Takes in a policy that is served from now on, the first of its domain or another than before.</summary>
    public void Add(string domain, ServedPolicy policy) => Enqueue(() => LogServed(domain, policy.Mode, policy.EntityTag));

    /// <summary>
    /// Takes in a failure: for a domain whose policy is known, one of each kind a minute; of a store that fails for names of which nothing
    /// is known, one a second.
    /// </summary>
    /// <param name="domain">The domain.</param>
    /// <param name="exception">Why it failed.</param>
    /// <param name="hasOlder">Whether an older policy of it is known.</param>
    /// <param name="isDefaultServed">Whether nothing is known of it but that it had no row, so that it gets the default.</param>
    public void Add(string domain, Exception exception, bool hasOlder, bool isDefaultServed = false)
    {
        if (hasOlder ? IsNew($"{domain} {exception.GetType()}") : exception is not PolicyStoreException || IsDue())
        {
            Enqueue(() => LogFailure(exception, domain, hasOlder || isDefaultServed));
        }
    }

    /// <summary>Takes in that a provider did not give a policy that could be taken; what was served before is served on.</summary>
    public void AddUpstreamFailure(Uri url, Exception exception) => EnqueueNew(
        $"fetch {url}", () => LogUpstreamFailure(exception, url));

    /// <summary>Takes in that a provider's policy is weaker than its copy, and whether it is taken all the same.</summary>
    public void AddWeakening(Uri url, string weakening, bool isTaken) => EnqueueNew(
        $"weaker {url}", isTaken ? () => LogWeakened(url, weakening) : () => LogTooWeak(url, weakening));

    /// <summary>Takes in that the copy of a provider's policy could not be read, or not be kept, in the store.</summary>
    public void AddUnkept(Uri url, Exception exception) => EnqueueNew($"copy {url}", () => LogUnkept(exception, url));

    /// <summary>Takes in that a provider has changed its policy.</summary>
    public void AddUpstreamChange(Uri url, Policy policy) => Enqueue(() => LogUpstreamChange(url, policy.Mode, policy.Mx.Length));

    /// <summary>Writes, once a minute for a domain, that a request got a policy that is over age.</summary>
    public void WriteOverAge(string domain, TimeSpan age)
    {
        if (IsNew(domain))
        {
            LogOverAge(domain, (long)age.TotalSeconds);
        }
    }

    /// <summary>Writes what has come in since the last time.</summary>
    public void Write()
    {
        while (entries.TryDequeue(out var write))
        {
            write();
        }
    }

    private void EnqueueNew(string what, Action entry)
    {
        if (IsNew(what))
        {
            Enqueue(entry);
        }
    }

    private void WriteDefault(DefaultTemplate defaults)
    {
        var (mode, domains) = (defaults.Mode.ToText(), string.Join(", ", defaults.Domains));
        if (domains.Length == 0)
        {
            LogDefaultOfAll(defaults.Name, mode);
        }
        else
        {
            LogDefault(defaults.Name, domains, mode);
        }
    }

    private void Enqueue(Action entry)
    {
        entries.Enqueue(entry);
        while (entries.Count > MaxEntries)
        {
            entries.TryDequeue(out _);
        }
    }

    private bool IsNew(string what)
    {
        var isNew = !recent.Contains(what);
        recent.Add(what);
        return isNew;
    }

    private bool IsDue()
    {
        var last = Interlocked.Read(ref lastOfUnknown);
        var now = time.GetTimestamp();
        return (last == 0 || time.GetElapsedTime(last, now) >= Pause) && Interlocked.CompareExchange(ref lastOfUnknown, now, last) == last;
    }

    // The workbook and the alerts (infra/workbook.json, infra/queries) take the first two messages apart.
    [LoggerMessage(EventId = 10, Level = LogLevel.Error,
        Message = "The policy of {Domain} could not be loaded; an older one is served: {HasOlder}")]
    private partial void LogFailure(Exception? exception, string domain, bool hasOlder);

    [LoggerMessage(EventId = 11, Level = LogLevel.Information,
        Message = "The policy of {Domain} is served in mode {Mode} with ETag {EntityTag}")]
    private partial void LogServed(string domain, PolicyMode mode, string entityTag);

    [LoggerMessage(EventId = 13, Level = LogLevel.Warning,
        Message = "The policy of {Domain} was loaded {AgeSeconds} seconds ago and is still served, because no later load has succeeded")]
    private partial void LogOverAge(string domain, long ageSeconds);

    [LoggerMessage(EventId = 14, Level = LogLevel.Warning,
        Message = "MtaSts:DefaultTemplate is {Template}: any domain without a row gets this policy, in mode {Mode}. So anyone who points "
            + "a name mta-sts.<domain> here gets it. Name your domains in MtaSts:DefaultDomains to narrow it.")]
    private partial void LogDefaultOfAll(string template, string mode);

    [LoggerMessage(EventId = 15, Level = LogLevel.Information,
        Message = "MtaSts:DefaultTemplate is {Template}: every domain at or below {Domains} without a row gets this policy, in mode "
            + "{Mode}. So anyone who points such a name mta-sts.<domain> here gets it.")]
    private partial void LogDefault(string template, string domains, string mode);

    [LoggerMessage(EventId = 12, Level = LogLevel.Warning,
        Message = "MtaSts:{Setting} is not a setting and has no effect. Check its spelling.")]
    private partial void LogUnknownSetting(string setting);

    [LoggerMessage(EventId = 16, Level = LogLevel.Error,
        Message = "The provider's policy {Url} could not be fetched or is not valid; the last good one is served on, if there is one")]
    private partial void LogUpstreamFailure(Exception exception, Uri url);

    [LoggerMessage(EventId = 17, Level = LogLevel.Error,
        Message = "The provider's policy {Url} has become weaker, and the last good one is served on: {Weakening}. "
            + "If that is right, set MtaSts:UpstreamMayWeaken to true")]
    private partial void LogTooWeak(Uri url, string weakening);

    [LoggerMessage(EventId = 18, Level = LogLevel.Warning,
        Message = "The provider's policy {Url} has become weaker, and is served, as MtaSts:UpstreamMayWeaken allows: {Weakening}")]
    private partial void LogWeakened(Uri url, string weakening);

    [LoggerMessage(EventId = 19, Level = LogLevel.Error,
        Message = "The copy of the provider's policy {Url} could not be read or written in the store. What is newer than the copy is "
            + "served from memory, and lost when the app starts anew while the provider is down")]
    private partial void LogUnkept(Exception exception, Uri url);

    [LoggerMessage(EventId = 21, Level = LogLevel.Information,
        Message = "The provider's policy {Url} is served in mode {Mode} with {HostCount} mx")]
    private partial void LogUpstreamChange(Uri url, PolicyMode mode, int hostCount);
}
