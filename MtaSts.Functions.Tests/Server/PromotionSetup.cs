namespace MtaSts.Functions.Tests.Server;

/// <summary>A table with the past of domains in it, the app that serves them to the network of checks, and the tool at work on them.</summary>
internal sealed class PromotionSetup : IAsyncDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly TestNetwork network;
    private readonly AzuriteServer azurite;
    private AppProcess? app;

    public PromotionSetup(TestNetwork network, AzuriteServer azurite)
    {
        this.network = network;
        this.azurite = azurite;
        Table = azurite.CreateTableClient(time: time);
    }

    /// <summary>The table, by the clock of what was done to it last.</summary>
    public TableClient Table { get; }

    public RowPolicyStore Store => new(new TableRowStore(Table), time);

    /// <summary>The options by which the tool sees the network, and the store.</summary>
    public string[] Options =>
        ["--connection-string", azurite.ConnectionString, "--table", Table.Name, "--resolver", $"{network.Resolver}", "--allow-private"];

    public (string Name, string Value)[] Environment => [.. network.TrustingEnvironment, ("COLUMNS", "80")];

    public static Policy Policy(PolicyMode mode, string mx = "*.mail.test", int maxAge = 1209600) => new(mode, [MxPattern.Parse(mx)], maxAge);

    public static string Id(PolicyMode mode) => PolicyId.Compute(Policy(mode));

    /// <summary>The domain of a number.</summary>
    public static DomainName Domain(int number) => NetworkDomains.ServedByApp(number);

    /// <summary>Starts the app on the table.</summary>
    public async Task StartAppAsync(string refreshAfter = "00:00:01")
    {
        await Table.CreateIfNotExistsAsync();
        app = await AppProcess.StartWithAsync(
            ["--urls", network.AppUrl],
            ("PolicyStorage", azurite.ConnectionString), ("MtaSts__PolicyTable", Table.Name), ("MtaSts__RefreshAfter", refreshAfter));
    }

    /// <summary>Gives domains a policy some days ago, and the id of it in DNS; to be called in the order of time.</summary>
    public async Task SaveAsync(double daysAgo, PolicyMode mode, params int[] numbers)
    {
        foreach (var number in numbers)
        {
            await SaveAsync(daysAgo, Domain(number), new PolicyContent.Inline(Policy(mode)));
            Publish(Domain(number), Id(mode));
        }
    }

    /// <summary>Gives a domain a state some days ago; to be called in the order of time.</summary>
    public async Task SaveAsync(double daysAgo, DomainName domain, PolicyContent content)
    {
        await GoAsync(daysAgo);
        var version = (await Store.ReadAsync(domain, default))?.Version;
        await Store.SaveAsync(new PolicyChange { Domain = domain, Content = content, Version = version, ChangedBy = "ann@contoso.com", Reason = "as agreed" }, default);
    }

    /// <summary>Gave a template its hosts some days ago.</summary>
    public async Task SaveTemplateAsync(double daysAgo, string name)
    {
        await GoAsync(daysAgo);
        var change = new TemplateChange { Name = name, Mx = Policy(PolicyMode.Testing).Mx, MaxAge = 1209600, Version = null, ChangedBy = "ann@contoso.com", Reason = "" };
        await Store.SaveTemplateAsync(change, default);
    }

    /// <summary>Edited a row by hand some days ago: one column of it, as in Storage Explorer.</summary>
    public async Task EditByHandAsync(double daysAgo, int number, string column, object value)
    {
        await GoAsync(daysAgo);
        await Table.UpdateEntityAsync(new TableEntity(Domain(number).Ascii, "policy") { [column] = value }, Azure.ETag.All);
    }

    /// <summary>Publishes an id in DNS.</summary>
    public void Publish(DomainName domain, string id) => network.ScriptedDns.Answer($"_mta-sts.{domain}", ScriptedRecord.Text($"v=STSv1; id={id};"));

    /// <summary>What a domain has now.</summary>
    public async Task<StoredPolicy> ReadAsync(int number) => (await Store.ReadAsync(Domain(number), default))!;

    /// <summary>The modes that domains have now.</summary>
    public async Task<PolicyMode[]> ModesAsync(params int[] numbers)
    {
        var modes = new List<PolicyMode>();
        foreach (var number in numbers)
        {
            modes.Add((await ReadAsync(number)).Policy!.Mode);
        }

        return [.. modes];
    }

    /// <summary>Runs the tool on the table and the network.</summary>
    public async Task<ToolResult> RunAsync(params string[] arguments)
    {
        await Table.CreateIfNotExistsAsync();
        return await Tool.RunAsync(["promote", .. arguments, .. Options], Environment);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }
    }

    private async Task GoAsync(double daysAgo)
    {
        await Table.CreateIfNotExistsAsync();
        var then = DateTimeOffset.UtcNow.AddDays(-daysAgo);
        time.SetUtcNow(new DateTimeOffset(then.Ticks - (then.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero));
    }
}
