namespace MtaSts.Functions.Tests.Cli;

/// <summary>A table with the past of domains in it, written days ago, in the order of time.</summary>
internal class TableWithPast
{
    private readonly FakeTimeProvider time = new();

    protected TableWithPast(AzuriteServer azurite)
    {
        Azurite = azurite;
        Table = azurite.CreateTableClient(time: time);
    }

    public static PolicyContent Upstream { get; } =
        new PolicyContent.Upstream(new Uri("https://mta-sts.provider.example/.well-known/mta-sts.txt"));

    /// <summary>The table, by the clock of what was done to it last.</summary>
    public TableClient Table { get; }

    public RowPolicyStore Store => new(new TableRowStore(Table), time);

    protected AzuriteServer Azurite { get; }

    public static TableEntity Row(string domain, string mode, string mx, DateTimeOffset changedAt) => new(domain, "policy")
    {
        ["Mode"] = mode,
        ["Mx"] = mx,
        ["MaxAge"] = 1_209_600,
        ["ChangedAt"] = changedAt,
        ["ChangedBy"] = "ann@example.com",
        ["Reason"] = "because",
    };

    public static TemplateChange Template(string name, string mx, int maxAge, string? version = null) => new()
    {
        Name = name,
        Mx = [MxPattern.Parse(mx)],
        MaxAge = maxAge,
        Version = version,
        ChangedBy = "ann@contoso.com",
        Reason = "",
    };

    public async Task SaveAsync(double daysAgo, DomainName domain, PolicyContent content)
    {
        await GoAsync(daysAgo);
        var version = (await Store.ReadAsync(domain, default))?.Version;
        await Store.SaveAsync(
            new PolicyChange { Domain = domain, Content = content, Version = version, ChangedBy = "ann@contoso.com", Reason = "as agreed" },
            default);
        await MarkServedAsync(domain);
    }

    public async Task SaveTemplateAsync(double daysAgo, string name, int maxAge, string mx = "mail.contoso.com")
    {
        await GoAsync(daysAgo);
        var version = (await Store.ReadTemplateAsync(name, default))?.Version;
        await Store.SaveTemplateAsync(Template(name, mx, maxAge, version), default);
    }

    /// <summary>Edits one column of a row, as in Storage Explorer.</summary>
    public async Task EditByHandAsync(double daysAgo, string partition, string column, object value)
    {
        await GoAsync(daysAgo);
        await Table.UpdateEntityAsync(new TableEntity(partition, "policy") { [column] = value }, Azure.ETag.All);
        if (DomainName.TryParseAscii(partition, out var domain, out _))
        {
            await MarkServedAsync(domain);
        }
    }

    /// <summary>Notes that the current state is served, as <c>publish</c> does.</summary>
    public async Task MarkServedAsync(DomainName domain)
    {
        if ((await Store.ReadAsync(domain, default))?.Id is { } id)
        {
            await Store.MarkServedAsync(domain, id, time.GetUtcNow(), default);
        }
    }

    protected async Task GoAsync(double daysAgo)
    {
        await Table.CreateIfNotExistsAsync();
        var then = DateTimeOffset.UtcNow.AddDays(-daysAgo);
        time.SetUtcNow(new DateTimeOffset(then.Ticks - (then.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero));
    }
}
