namespace MtaSts.Functions.Tests.Model;

/// <summary>All that a walk is about, on a clock that only the walk moves: DNS, the app, the store, senders and their mail.</summary>
internal sealed class World
{
    private const int SenderCount = 6;
    private const int OperatorNumber = -1;

    private static readonly DateTimeOffset Start = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private readonly Lock gate = new();
    private readonly MailFlow mail;
    private int states;

    public World(Tally tally, bool servesStaleWhenIdle = false, bool reusesIds = false)
    {
        Tally = tally;
        mail = new MailFlow(this);
        Host = new PolicyHost(Outages) { ServesStaleWhenIdle = servesStaleWhenIdle };
        Rows = new MemoryRowStore(Time);
        Store = reusesIds ? DigestIds.Over(new RowPolicyStore(Rows, Time)) : new RowPolicyStore(Rows, Time);
        foreach (var domain in Domains)
        {
            Zone[domain.Ascii].Set(Start, new RecordSet(MailHosts.First(domain), TimeSpan.FromHours(1)));
        }
    }

    public static IReadOnlyList<DomainName> Domains { get; } = [DomainName.Parse("contoso.com"), DomainName.Parse("fabrikam.com")];

    public FakeTimeProvider Time { get; } = new(Start);
    public DateTimeOffset Now => Time.GetUtcNow();
    public Outages Outages { get; } = new();
    public Zone Zone { get; } = new();
    public PolicyHost Host { get; }
    public MemoryRowStore Rows { get; }
    public IEditablePolicyStore Store { get; }
    public Promises Promises { get; } = new();
    public Tally Tally { get; }
    public Transcript Transcript { get; } = new();

    public IReadOnlyList<Sender> Senders { get; } =
        [.. Enumerable.Range(0, SenderCount).Select(i => new Sender(i, renewsDaily: i % 3 == 0))];

    /// <summary>Lets the app see what a command has written.</summary>
    public async Task ReadStoreAsync()
    {
        foreach (var domain in Domains)
        {
            var stored = await Store.ReadAsync(domain, CancellationToken.None);
            var last = Host[domain].Now;
            if (stored?.Id != last.Id || !Equals(stored?.Policy, last.Policy))
            {
                Host[domain].Set(Now, new ServedState(++states, stored?.Id, stored?.Policy));
            }
        }
    }

    /// <summary>What the operator's own resolver answers; it keeps copies as any other does.</summary>
    public RecordSet AskAsOperator(string name, int seed)
    {
        lock (gate)
        {
            return Zone.Ask(OperatorNumber, name, Now, CreateRandom(name, seed));
        }
    }

    public (ServedState State, TimeSpan Age)? FetchAsOperator(DomainName domain, int seed)
    {
        lock (gate)
        {
            return Host.Fetch(domain, Outage.HostForOperator, Now, CreateRandom(domain.Ascii, seed));
        }
    }

    public IEditablePolicyStore OpenAsOperator() => Outages.FindStart(Outage.StoreForOperator, Now) is null
        ? Store
        : throw new PolicyStoreException("The table could not be reached.");

    public void Edit(string name, RecordSet records)
    {
        Zone[name].Set(Now, records);
        Transcript.Add(Now, $"DNS: {name} {records.Values} (TTL {records.TimeToLive})");
    }

    /// <summary>Lets time pass, and mail flow.</summary>
    public void Pass(TimeSpan duration, Random random)
    {
        var until = Now + duration;
        mail.Flow(until, random);
        Time.SetUtcNow(until);
    }

    // The tool asks for several names at once, in an order of its own: each has its own chance.
    private static Random CreateRandom(string name, int seed) => new(name.Aggregate(seed, (sum, c) => unchecked((sum * 31) + c)));

    public void PassUntil(DateTimeOffset time, Random random)
    {
        if (time > Now)
        {
            Pass(time - Now, random);
        }
    }
}
