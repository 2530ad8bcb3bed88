using MtaSts.Functions.Tests.Checks;
using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>A SQLite file with a past, written at times of the test's own, and the tool at work on it.</summary>
internal sealed class DatabaseWithPast(string path)
{
    private FakeTimeProvider time = new();

    /// <summary>The time of the tool.</summary>
    public DateTimeOffset Now { get; } = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());

    /// <summary>The DNS that the tool asks.</summary>
    public FakeDns Dns { get; } = new();

    public RowPolicyStore Store => new(new SqliteRowStore(path, time), time);

    public static async Task<DatabaseWithPast> CreateAsync(string path)
    {
        var database = new DatabaseWithPast(path);
        await database.Store.CreateAsync(Token);
        return database;
    }

    /// <summary>Saves a state, and notes when it was first seen to be served, if it was.</summary>
    public async Task SaveAsync(string domain, double daysAgo, PolicyContent content, double? servedDaysAgo = null)
    {
        GoTo(daysAgo);
        var name = DomainName.Parse(domain);
        var change = new PolicyChange
        {
            Domain = name,
            Content = content,
            Version = (await Store.ReadAsync(name, Token))?.Version,
            ChangedBy = "ann@contoso.com",
            Reason = "as agreed",
        };
        await Store.SaveAsync(change, Token);
        if (servedDaysAgo is { } served)
        {
            var id = (await Store.ReadAsync(name, Token))!.Id!;
            await Store.MarkServedAsync(name, id, Now.AddDays(-served), Token);
        }
    }

    public Task SaveAsync(
        string domain, double daysAgo, PolicyMode mode, int maxAge, string mx = "mail.contoso.com", double? servedDaysAgo = null) =>
        SaveAsync(domain, daysAgo, new PolicyContent.Inline(new Policy(mode, [MxPattern.Parse(mx)], maxAge)), servedDaysAgo);

    public async Task SaveTemplateAsync(string name, double daysAgo, string mx, int maxAge, string reason)
    {
        GoTo(daysAgo);
        var version = (await Store.ReadTemplateAsync(name, Token))?.Version;
        await Store.SaveTemplateAsync(TableWithPast.Template(name, mx, maxAge, version) with { Reason = reason }, Token);
    }

    public async Task RemoveTemplateAsync(string name, double daysAgo)
    {
        GoTo(daysAgo);
        var version = (await Store.ReadTemplateAsync(name, Token))!.Version;
        await Store.RemoveTemplateAsync(new TemplateRemoval(name, version, "bob@contoso.com", "unused"), Token);
    }

    /// <summary>Deletes the row of the current state, as in a SQLite shell.</summary>
    public void DeleteByHand(string partition) =>
        Storage.SqliteShell.Execute(path, $"DELETE FROM policies WHERE PartitionKey = '{partition}' AND RowKey = 'policy'");

    public Task<ToolResult> RunAsync(params string[] arguments) => RunAsync(arguments, width: null);

    public Task<ToolResult> RunAsync(string[] arguments, int? width) => Tool.RunAsync(
        [.. arguments, "--database", path],
        width is null ? [] : [("COLUMNS", $"{width}")],
        services: Dns.CreateServices() with { Time = new FakeTimeProvider(Now) });

    public async Task<ToolResult> DoAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)}: {result}");
        return result;
    }

    private void GoTo(double daysAgo) => time = new FakeTimeProvider(Now.AddDays(-daysAgo));
}
