namespace MtaSts.Functions.Tests.Cloud;

/// <summary>What was changed, in its order, and for how long a host was not what it should be.</summary>
internal sealed class CloudJournal(TimeProvider time, Func<string, HostState> getState)
{
    private readonly Lock gate = new();
    private readonly List<JournalEntry> entries = [];
    private readonly Dictionary<string, HostState> states = [];
    private readonly Dictionary<(string Host, HostState State), TimeSpan> durations = [];
    private readonly Dictionary<string, DateTimeOffset> since = [];

    /// <summary>Called after each entry, with how many there are.</summary>
    public Action<int> OnAdd { get; set; } = _ => { };

    public DateTimeOffset Begun { get; } = time.GetUtcNow();

    public IReadOnlyList<JournalEntry> Entries
    {
        get
        {
            lock (gate)
            {
                return [.. entries];
            }
        }
    }

    /// <summary>What was done to a domain and its policy host, such as <c>TXT asuid.mta-sts</c>, in its order.</summary>
    public IReadOnlyList<string> Of(string domain) =>
        [.. Entries.Where(entry => entry.IsOf(domain)).Select(entry => entry.Format(domain))];

    /// <summary>How long a host was in a state so far.</summary>
    public TimeSpan GetTime(string host, HostState state)
    {
        Observe(host);
        lock (gate)
        {
            return durations.GetValueOrDefault((host, state));
        }
    }

    public void Add(string what, string name, string? value = null)
    {
        int count;
        lock (gate)
        {
            entries.Add(new JournalEntry(time.GetUtcNow(), what, name, value, getState(GetHost(name))));
            count = entries.Count;
        }

        OnAdd(count);
    }

    /// <summary>Notes in which state a host is now.</summary>
    public void Observe(string host)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (states.TryGetValue(host, out var before))
            {
                var spent = durations.GetValueOrDefault((host, before));
                durations[(host, before)] = spent + (now - since[host]);
            }

            states[host] = getState(host);
            since[host] = now;
        }
    }

    private static string GetHost(string name) => name.IndexOf("mta-sts.", Ordinal) is >= 0 and var at ? name[at..] : name;
}

/// <summary>A change of the test cloud.</summary>
/// <param name="What">Such as <c>TXT</c>, <c>delete A</c>, <c>bind</c>, <c>certificate</c>, <c>TLS</c>.</param>
/// <param name="Name">The whole name of the record, the host, or the resource.</param>
/// <param name="State">What the policy host was just after it.</param>
internal sealed record JournalEntry(DateTimeOffset At, string What, string Name, string? Value, HostState State)
{
    public bool IsOf(string domain) => Name == domain || Name.EndsWith($".{domain}", Ordinal);

    public string Format(string domain) => Name == domain ? What : $"{What} {Name[..^(domain.Length + 1)]}";
}

/// <summary>What whoever asks for a policy host meets.</summary>
internal enum HostState
{
    /// <summary>No record leads anywhere.</summary>
    Nowhere,

    /// <summary>Another policy host than the app.</summary>
    OtherHost,

    /// <summary>The app, without a certificate for the name.</summary>
    AppWithoutTls,

    /// <summary>The app, with one.</summary>
    App,
}
