namespace MtaSts.Functions.Tests.Cli;

/// <summary>A table with the past of contoso.com in it, written days ago, and the tool run on it.</summary>
internal sealed class HostedDomain
{
    private readonly AzuriteServer server;
    private readonly FakeTimeProvider time = new();

    public HostedDomain(AzuriteServer server)
    {
        this.server = server;
        Table = server.CreateTableClient(time: time);
    }

    public static DomainName Domain { get; } = DomainName.Parse("contoso.com");

    /// <summary>The table, by the clock of what was done to it last.</summary>
    public TableClient Table { get; }

    public RowPolicyStore Store => new(new TableRowStore(Table), time);

    public static Policy Policy(PolicyMode mode, int maxAge = 604800) => new(mode, [MxPattern.Parse("mail.contoso.com")], maxAge);

    public static string Id(PolicyMode mode, int maxAge = 604800) => PolicyId.Compute(Policy(mode, maxAge));

    /// <summary>Gives the domain a state some days ago; to be called in the order of time.</summary>
    public Task SaveAsync(double daysAgo, PolicyMode mode, int maxAge = 604800) => SaveAsync(
        daysAgo, new PolicyContent.Inline(Policy(mode, maxAge)));

    /// <summary>Gives the domain a state some days ago; to be called in the order of time.</summary>
    public async Task SaveAsync(double daysAgo, PolicyContent content)
    {
        await GoAsync(daysAgo);
        var version = (await Store.ReadAsync(Domain, default))?.Version;
        await Store.SaveAsync(new PolicyChange { Domain = Domain, Content = content, Version = version, ChangedBy = "ann@contoso.com", Reason = "as agreed" }, default);
    }

    /// <summary>Removed the domain some days ago.</summary>
    public async Task RemoveAsync(double daysAgo)
    {
        await GoAsync(daysAgo);
        await Store.RemoveAsync(
            new PolicyRemoval(Domain, (await Store.ReadAsync(Domain, default))!.Version, "ann@contoso.com", "moved"), default);
    }

    /// <summary>Gave a template a max_age some days ago.</summary>
    public async Task SaveTemplateAsync(double daysAgo, string name, int maxAge)
    {
        await GoAsync(daysAgo);
        var version = (await Store.ReadTemplateAsync(name, default))?.Version;
        var change = new TemplateChange { Name = name, Mx = [MxPattern.Parse("mail.contoso.com")], MaxAge = maxAge, Version = version, ChangedBy = "ann@contoso.com", Reason = "" };
        await Store.SaveTemplateAsync(change, default);
    }

    /// <summary>Edited a row by hand some days ago: one column of it, as in Storage Explorer.</summary>
    public async Task EditByHandAsync(double daysAgo, string partition, string column, object value)
    {
        await GoAsync(daysAgo);
        await Table.UpdateEntityAsync(new TableEntity(partition, "policy") { [column] = value }, Azure.ETag.All);
    }

    /// <summary>Wrote the row of the domain by hand some days ago, as the README shows it.</summary>
    public async Task WriteByHandAsync(double daysAgo, string mode)
    {
        await GoAsync(daysAgo);
        await Table.UpsertEntityAsync(new TableEntity("contoso.com", "policy") { ["Mode"] = mode, ["Mx"] = "mail.contoso.com", ["MaxAge"] = "604800" }, TableUpdateMode.Replace);
    }

    /// <summary>Runs the tool on the table.</summary>
    public async Task<ToolResult> RunAsync(params string[] arguments)
    {
        await Table.CreateIfNotExistsAsync();
        return await Tool.RunAsync([.. arguments, "--connection-string", server.ConnectionString, "--table", Table.Name]);
    }

    private async Task GoAsync(double daysAgo)
    {
        await Table.CreateIfNotExistsAsync();
        var then = DateTimeOffset.UtcNow.AddDays(-daysAgo);
        time.SetUtcNow(new DateTimeOffset(then.Ticks - (then.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero));
    }
}
