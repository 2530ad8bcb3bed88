using MtaSts.Functions.Tests.Checks;
using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Import;

/// <summary>An empty database, a world of domains with mail hosts, and the tool that imports.</summary>
internal sealed class ImportBench
{
    private readonly string database;

    private ImportBench(string database) => this.database = database;

    public FakePublisher Publisher { get; } = new();

    public RowPolicyStore Store => new(new SqliteRowStore(database, TimeProvider.System), TimeProvider.System);

    /// <summary>Creates the database; the domains have the MX that Exchange Online gave them.</summary>
    public static async Task<ImportBench> CreateAsync(string database, params string[] domains)
    {
        var bench = new ImportBench(database);
        await bench.Store.CreateAsync(Token);
        foreach (var domain in domains)
        {
            bench.Publisher.Dns.MailExchanges(domain, $"{domain.Replace('.', '-')}.mail.protection.outlook.com");
        }

        return bench;
    }

    public async Task<ToolResult> ImportAsync(params string[] arguments) =>
        (await RunAsync(["import", .. arguments, "--yes"])).WithoutNext;

    public Task<ToolResult> RunAsync(params string[] arguments) =>
        Tool.RunAsync([.. arguments, "--database", database], [], services: Publisher.CreateServices());

    /// <summary>What is stored, a line such as <c>contoso.com testing a.example 1209600 Contoso</c> for each domain.</summary>
    public async Task<List<string>> ListAsync()
    {
        var customers = await Store.ListCustomersAsync(Token);
        return await Store.ListAsync(Token)
            .Select(stored => $"{stored.Domain} {stored.Policy!.Mode.ToText()} {string.Join(' ', stored.Policy.Mx)} {stored.Policy.MaxAge} "
                + customers.GetValueOrDefault(stored.Domain))
            .Select(line => line.TrimEnd())
            .ToListAsync(Token);
    }
}
