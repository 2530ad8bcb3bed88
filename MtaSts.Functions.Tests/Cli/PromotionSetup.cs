using MtaSts.Functions.Tests.Server;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>A table with the past of domains in it, the app that serves them to the network, and the tool at work on them.</summary>
internal sealed class PromotionSetup(TestNetwork network, AzuriteServer azurite) : TableWithPast(azurite), IAsyncDisposable
{
    private AppProcess? app;

    public string[] Options =>
        ["--connection-string", Azurite.ConnectionString, "--table", Table.Name, "--resolver", $"{network.Resolver}", "--allow-private"];

    public (string Name, string Value)[] Environment => [.. network.TrustingEnvironment, ("COLUMNS", "80")];
    public static Policy Policy(PolicyMode mode, int maxAge = 1209600) => new(mode, [MxPattern.Parse("*.mail.test")], maxAge);
    public static string Id(PolicyMode mode) => SaidTime.IdWithoutTime(Policy(mode));
    public static DomainName Domain(int number) => NetworkDomains.ServedByApp(number);

    public async Task StartAppAsync(string refreshAfter = "00:00:01")
    {
        await Table.CreateIfNotExistsAsync();
        app = await AppProcess.StartWithAsync(["--urls", network.AppUrl],
            ("PolicyStorage", Azurite.ConnectionString), ("MtaSts__PolicyTable", Table.Name), ("MtaSts__RefreshAfter", refreshAfter));
    }

    /// <summary>Gives domains a policy some days ago, and the id of it in DNS.</summary>
    public async Task SaveAsync(double daysAgo, PolicyMode mode, params int[] numbers)
    {
        foreach (var number in numbers)
        {
            await SaveAsync(daysAgo, Domain(number), new PolicyContent.Inline(Policy(mode)));
            Publish(Domain(number), (await ReadAsync(number)).Id!);
        }
    }

    /// <summary>Domains 20 days in testing, and the app that serves them.</summary>
    public async Task StartInTestingAsync(params int[] numbers)
    {
        await SaveAsync(20, PolicyMode.Testing, numbers);
        await StartAppAsync();
    }

    public void Publish(DomainName domain, string id) =>
        network.ScriptedDns.Answer($"_mta-sts.{domain}", ScriptedRecord.Text($"v=STSv1; id={id};"));

    public async Task<StoredPolicy> ReadAsync(int number) => (await Store.ReadAsync(Domain(number), default))!;

    public async Task<PolicyMode[]> ModesAsync(params int[] numbers) =>
        [.. (await Task.WhenAll(numbers.Select(ReadAsync))).Select(stored => stored.Policy!.Mode)];

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
}
