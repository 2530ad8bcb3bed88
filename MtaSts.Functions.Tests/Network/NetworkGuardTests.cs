using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Network;

/// <summary>The guard, and a real resolver that says where mail goes.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class NetworkGuardTests(TestNetwork network) : TestsWithFolder
{
    private string Database => InFolder("policies.db");
    private RowPolicyStore Store => new(new SqliteRowStore(Database, TimeProvider.System), TimeProvider.System);

    public override async ValueTask InitializeAsync() => await Store.CreateAsync(Token);

    [Fact]
    public async Task Each_domain_in_enforce_with_a_host_that_is_not_covered_or_without_an_answer_is_refused()
    {
        var domains = network.Domains;
        DomainName[] all =
        [
            NetworkDomains.Many(1), domains.TwoMx, domains.StrayMx, domains.NoMx, domains.Missing, domains.ImplicitMx, domains.NullMx,
            domains.ServerFailure, domains.NoDnsAnswer,
        ];
        foreach (var domain in all)
        {
            var policy = new Policy(PolicyMode.Enforce, [MxPattern.Parse("*.mail.test")], 604800);
            await Store.AddAsync(domain, new PolicyContent.Inline(policy));
        }

        var result = await Tool.RunAsync(
            ["set", .. all.Select(domain => domain.Ascii), "--max-age", "2w", "--yes", "--resolver", $"{network.Resolver}",
                "--database", Database]);

        Assert.Equal(
            new ToolResult(3, "",
                $"Refused {domains.TwoMx}, {domains.StrayMx}: no mx in the policy covers 'mx.stray.test'.\n"
                + $"Refused {domains.NoMx}: there is no MX.\n"
                + $"Refused {domains.Missing}: there is no MX: the name does not exist in DNS.\n"
                + $"Refused {domains.ImplicitMx}: no mx in the policy covers '{domains.ImplicitMx}'.\n"
                + $"Refused {domains.ServerFailure}: the MX could not be looked up: SERVFAIL.\n"
                + $"Refused {domains.NoDnsAnswer}: the MX could not be looked up: the request timed out.\n"
                + "Nothing was changed. To change it all the same, use --force and --reason.\n"),
            result);
        Assert.Equal(all.Length, await Store.ListAsync(Token).CountAsync(stored => stored.Policy is { MaxAge: 604800 }, Token));
    }
}
