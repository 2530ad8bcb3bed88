namespace MtaSts.Functions.Tests.Cli;

/// <summary>A table with the past of contoso.com in it, and the tool run on it.</summary>
internal sealed class HostedDomain(AzuriteServer azurite) : TableWithPast(azurite)
{
    public static DomainName Domain { get; } = DomainName.Parse("contoso.com");

    /// <summary>The world outside of the tool; null for the usual one of tests.</summary>
    public ToolServices? Services { get; set; }

    public static Policy Policy(PolicyMode mode, int maxAge = 604800) => new(mode, [MxPattern.Parse("mail.contoso.com")], maxAge);
    public static string Id(PolicyMode mode, int maxAge = 604800) => SaidTime.IdWithoutTime(Policy(mode, maxAge));

    public Task SaveAsync(double daysAgo, PolicyMode mode, int maxAge = 604800) =>
        SaveAsync(daysAgo, new PolicyContent.Inline(Policy(mode, maxAge)));

    public Task SaveAsync(double daysAgo, PolicyContent content) => SaveAsync(daysAgo, Domain, content);

    public async Task RemoveAsync(double daysAgo)
    {
        await GoAsync(daysAgo);
        await Store.RemoveAsync(new PolicyRemoval(Domain, (await ReadAsync())!.Version, "ann@contoso.com", "moved"), default);
    }

    /// <summary>Writes the row of the domain by hand, as docs/without-azure.md shows it.</summary>
    public async Task WriteByHandAsync(double daysAgo, string mode)
    {
        await GoAsync(daysAgo);
        await Table.UpsertEntityAsync(
            new TableEntity("contoso.com", "policy") { ["Mode"] = mode, ["Mx"] = "mail.contoso.com", ["MaxAge"] = "604800" },
            TableUpdateMode.Replace);
        await MarkServedAsync(Domain);
    }

    public Task<StoredPolicy?> ReadAsync() => Store.ReadAsync(Domain, default);

    /// <summary>All states of the domain, the current one first.</summary>
    public async Task<IReadOnlyList<StoredPolicy>> StatesAsync() => (await Store.ReadTimelineAsync(Domain, default)).States;

    public Task<ToolResult> RunAsync(params string[] arguments) => RunAsync(arguments, []);
    public Task<ToolResult> RunNarrowAsync(params string[] arguments) => RunAsync(arguments, [("COLUMNS", "80")]);

    private async Task<ToolResult> RunAsync(string[] arguments, (string Name, string Value)[] environment)
    {
        await Table.CreateIfNotExistsAsync();
        return await Tool.RunAsync(
            [.. arguments, "--connection-string", Azurite.ConnectionString, "--table", Table.Name], environment, services: Services);
    }
}
