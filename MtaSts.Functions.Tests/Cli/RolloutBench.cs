using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>
/// A database whose states begin at 10:45 on a day in November, by a clock that the test moves; a host that serves what the test says; and
/// the tool at work between them and DNS.
/// </summary>
internal sealed class RolloutBench(TestNetwork network, string folder) : IDisposable
{
    private readonly string file = Path.Combine(folder, "policies.db");

    public static DateTimeOffset Start { get; } = new(2026, 11, 22, 10, 45, 0, TimeSpan.Zero);

    public FakeTimeProvider Time { get; } = new(Start);

    public ScriptedPolicyHost Host { get; } = new(network);

    public RowPolicyStore Store => Open(Time);

    public static DomainName Domain(int number) => NetworkDomains.ServedByApp(number);
    public static Policy Policy(PolicyMode mode, string mx = "*.mail.test", int maxAge = 1209600) =>
        new(mode, mx.Split(' ').Select(MxPattern.Parse), maxAge);

    /// <summary>Keeps a policy for a domain, has the host serve it at once, and gives its id.</summary>
    public async Task<string> SaveAsync(DomainName domain, Policy policy, bool isServed = true)
    {
        if (isServed)
        {
            Host.Serve(domain, policy);
        }

        return (await SaveAsync(Store, domain, new PolicyContent.Inline(policy)))!;
    }

    public UpstreamCopies Copies => OpenCopies(Time);

    /// <param name="provided">What the provider publishes, of a content that is a provider's.</param>
    public async Task<string?> SaveAsync(DomainName domain, PolicyContent content, Policy? provided = null) =>
        await SaveAsync(Store, domain, content, provided);

    /// <summary>Puts an id into DNS, or takes it out.</summary>
    public void Publish(DomainName domain, string? id) => network.ScriptedDns.Answer(
        $"_mta-sts.{domain}", id is null ? [] : [ScriptedRecord.Text($"v=STSv1; id={id};")]);

    /// <summary>A domain in step for long, and noted to be.</summary>
    public async Task<string> StartInStepAsync(DomainName domain, Policy policy, double daysAgo)
    {
        var then = Start.AddDays(-daysAgo);
        var store = Open(new FakeTimeProvider(then));
        var id = (await SaveAsync(store, domain, new PolicyContent.Inline(policy)))!;
        await store.MarkServedAsync(domain, id, then.AddMinutes(1), Token);
        Host.Serve(domain, policy);
        Publish(domain, id);
        return id;
    }

    public async Task<DateTimeOffset?> ReadServedAtAsync(DomainName domain) =>
        (await Store.ReadTimelineAsync(domain, Token)).States[0].ServedAt;

    public Task<ToolResult> RunAsync(params string[] arguments) => RunAsync(network.Resolver, arguments);

    public async Task<ToolResult> RunAsync(IPEndPoint resolver, params string[] arguments)
    {
        await Store.CreateAsync(Token);
        return await Tool.RunAsync(
            [.. arguments, "--database", file, "--resolver", $"{resolver}", "--allow-private"],
            [.. network.TrustingEnvironment, ("COLUMNS", "80")],
            services: new ToolServices { Time = Time });
    }

    /// <summary>The same while time goes by, and with it whatever is to happen at a time.</summary>
    public async Task<ToolResult> WaitAsync(Action<TimeSpan> happens, params string[] arguments)
    {
        var begin = Time.GetUtcNow();
        var run = RunAsync(arguments);
        while (!run.IsCompleted)
        {
            await Task.Delay(20, Token);
            Time.Advance(TimeSpan.FromSeconds(1));
            happens(Time.GetUtcNow() - begin);
        }

        return await run;
    }

    public void Dispose() => Host.Dispose();

    private RowPolicyStore Open(TimeProvider time) => new(new SqliteRowStore(file, time), time, OpenCopies(time));

    private UpstreamCopies OpenCopies(TimeProvider time) =>
        new(new SqliteRowStore(StoreSettings.Database.GetCopiesPath(file), time), time);

    private static async Task<string?> SaveAsync(
        RowPolicyStore store, DomainName domain, PolicyContent content, Policy? provided = null)
    {
        await store.CreateAsync(Token);
        var version = (await store.ReadAsync(domain, Token))?.Version;
        await store.SaveAsync(
            new PolicyChange
            {
                Domain = domain,
                Content = content,
                Version = version,
                Provided = provided,
                ChangedBy = "ann@contoso.com",
                Reason = "",
            },
            Token);
        return (await store.ReadAsync(domain, Token))!.Id;
    }
}
