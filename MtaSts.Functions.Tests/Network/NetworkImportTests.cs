using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Network;

/// <summary>Imports that ask a real resolver where mail goes.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class NetworkImportTests(TestNetwork network) : TestsWithFolder
{
    private const int Count = 300;

    private string Database => InFolder("policies.db");

    public override async ValueTask InitializeAsync() => await new SqliteRowStore(Database, TimeProvider.System).CreateAsync(Token);

    [Fact]
    public async Task Three_hundred_accepted_domains_get_what_covers_their_mx_and_each_one_without_an_answer_is_refused()
    {
        var domains = network.Domains;
        DomainName[] refused = [domains.ServerFailure, domains.NoDnsAnswer, domains.NullMx, domains.NoMx, domains.Missing, domains.Hostile];
        var file = Write("accepted.csv", "DomainName\n" + string.Join(
            '\n', Enumerable.Range(1, Count).Select(NetworkDomains.Many).Concat(refused)));

        var result = await Tool.RunAsync("import", file, "--resolver", $"{network.Resolver}", "--yes", "--database", Database);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains($"Refused {domains.NoDnsAnswer}: the MX could not be looked up: the request timed out.\n", result.Errors, Ordinal);
        Assert.Contains($"\nRefused {domains.ServerFailure}: the MX could not be looked up: SERVFAIL.\n", result.Errors, Ordinal);
        Assert.Contains($"\nRefused {domains.Missing}: there is no MX: the name does not exist in DNS.\n", result.Errors, Ordinal);
        Assert.Contains("\nWritten: 300 of 300.\n", result.Errors, Ordinal);
        var written = (await Tool.RunAsync("list", "--output", "json", "--database", Database)).Json.EnumerateArray().ToList();
        Assert.Equal(Count, written.Count);
        Assert.All(written, policy => Assert.Equal("mx.mail.test", policy.GetProperty("mx")[0].GetString()));
    }
}
