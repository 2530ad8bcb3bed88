using System.Collections.Concurrent;
using DnsClient;
using DnsClient.Protocol;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Sqlite;
using MtaSts.Upstream;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>Domains in a real database, and around it, in this process, the app that serves them, DNS, and the clock.</summary>
internal sealed class RolloutWorld(string database) : IDnsResolver, IPolicyProbe
{
    public const int Week = 604_800;

    private const string HostAddress = "8.8.8.8"; // nothing connects to it; it only has to be a public one
    private readonly ConcurrentDictionary<string, string> ids = [];
    private readonly ConcurrentDictionary<string, string> mailHosts = [];

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 10, 0, 0, TimeSpan.Zero));

    public DateTimeOffset Now => Time.GetUtcNow();

    public RowPolicyStore Store => new(new SqliteRowStore(database, Time), Time, Copies);

    public UpstreamCopies Copies => new(new SqliteRowStore(StoreSettings.Database.GetCopiesPath(database), Time), Time);

    /// <summary>What else of the world outside a command meets.</summary>
    public ToolServices Services { get; set; } = new();

    /// <summary>Whether the app accepts connections.</summary>
    public bool IsAppUp { get; set; } = true;

    /// <summary>What the app serves to domains without a row, and the tool is told of; null for nothing.</summary>
    public DefaultTemplate? Default { get; set; }

    /// <summary>How long the app serves what was replaced.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>The names of which DNS does not answer anything.</summary>
    public HashSet<string> SilentNames { get; } = [];

    public int MxTimeToLive { get; set; } = 3600;

    public static Policy Policy(PolicyMode mode, string mx = "mail.contoso.com", int maxAge = Week) =>
        new(mode, mx.Split(' ').Select(MxPattern.Parse), maxAge);

    public Task CreateAsync() => Store.CreateAsync(default);

    public void SetMx(string domain, string hosts) => mailHosts[domain] = hosts;

    public void SetId(string domain, string? id)
    {
        ids.TryRemove(domain, out _);
        if (id is not null)
        {
            ids[domain] = id;
        }
    }

    public void Pass(TimeSpan time) => Time.Advance(time);

    public async Task SaveAsync(string domain, PolicyContent content, Policy? provided = null)
    {
        var name = DomainName.Parse(domain);
        var version = (await Store.ReadAsync(name, default))?.Version;
        await Store.SaveAsync(
            new PolicyChange
            {
                Domain = name,
                Content = content,
                Version = version,
                Provided = provided,
                ChangedBy = "ann@contoso.com",
                Reason = "",
            },
            default);
    }

    public Task SaveAsync(string domain, Policy policy) => SaveAsync(domain, new PolicyContent.Inline(policy));

    /// <summary>Waits until every instance of the app has the policy, notes that, and puts the id into DNS.</summary>
    public async Task PublishAsync(string domain)
    {
        Pass(TimeSpan.FromMinutes(1));
        var id = (await ReadAsync(domain))!.Id!;
        await Store.MarkServedAsync(DomainName.Parse(domain), id, Now, default);
        SetId(domain, id);
    }

    public Task<StoredPolicy?> ReadAsync(string domain) => Store.ReadAsync(DomainName.Parse(domain), default);

    public Task<PolicyTimeline> ReadTimelineAsync(string domain) => Store.ReadTimelineAsync(DomainName.Parse(domain), default);

    /// <summary>Runs a command line of words without spaces.</summary>
    public Task<ToolResult> RunAsync(string commandLine) => RunAsync(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public Task<ToolResult> RunAsync(string[] arguments, Func<PolicyFetcher>? createFetcher = null)
    {
        var services = Services with
        {
            Time = Time,
            OpenDatabase = _ => Store,
            CreateLookup = _ => new DnsLookup(this),
            CreateProbe = _ => this,
        };
        return Tool.RunAsync(
            [.. arguments, "--database", database],
            Default is not { } defaults ? [] :
            [
                ("MtaSts__DefaultTemplate", defaults.Name), ("MtaSts__DefaultMode", defaults.Mode.ToText()),
                ("MtaSts__DefaultDomains", string.Join(' ', defaults.Domains)),
            ],
            services: createFetcher is null ? services : services with { CreateFetcher = createFetcher });
    }

    public Task<DnsReply> AskAsync(string name, QueryType type, CancellationToken cancellationToken)
    {
        DnsResourceRecord[] records = type switch
        {
            QueryType.TXT when ids.TryGetValue(name["_mta-sts.".Length..], out var id) =>
                [new TxtRecord(Describe(name, ResourceRecordType.TXT, 300), [$"v=STSv1; id={id};"], [$"v=STSv1; id={id};"])],
            QueryType.MX when mailHosts.TryGetValue(name, out var hosts) =>
            [
                .. hosts.Split(' ').Select(
                    host => new MxRecord(Describe(name, ResourceRecordType.MX, MxTimeToLive), 10, DnsString.Parse(host))),
            ],
            QueryType.A when name.StartsWith("mta-sts.", Ordinal) =>
                [new ARecord(Describe(name, ResourceRecordType.A, 300), IPAddress.Parse(HostAddress))],
            _ => [],
        };
        return Task.FromResult(
            SilentNames.Contains(name) ? new DnsReply(DnsOutcome.NoAnswer, "the request timed out")
            : new DnsReply(DnsOutcome.Found) { Records = records });
    }

    public async Task<PolicyFetchResult> FetchAsync(
        DomainName domain, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken)
    {
        var url = new Uri($"https://mta-sts.{domain}/.well-known/mta-sts.txt");
        if (!IsAppUp)
        {
            return new PolicyFetchResult { Url = url, Fault = FetchFault.NoConnection, FaultText = "connection refused" };
        }

        var stored = await Store.ReadTimelineAsync(domain, cancellationToken);
        var timeline = (await Store.AddDefaultAsync(Default, [domain], [stored], cancellationToken))[0];
        return timeline.At(Now - Delay)?.Policy is { } policy
            ? new PolicyFetchResult
            {
                Url = url,
                Status = 200,
                CacheMaxAge = TimeSpan.FromMinutes(1),
                Policy = PolicyParser.Parse(PolicyRenderer.Render(policy)),
            }
            : new PolicyFetchResult { Url = url, Status = 404 };
    }

    private static ResourceRecordInfo Describe(string name, ResourceRecordType type, int timeToLive) =>
        new(name, type, QueryClass.IN, timeToLive, 0);
}
