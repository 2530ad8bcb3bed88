using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Network;

/// <summary><c>import --published</c> from real hosts, good ones and those that senders take no policy from.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class NetworkPublishedImportTests(TestNetwork network) : TestsWithFolder
{
    private const int Count = 300;

    private string Database => InFolder("policies.db");
    private RowPolicyStore Store => new(new SqliteRowStore(Database, TimeProvider.System), TimeProvider.System);

    public override async ValueTask InitializeAsync() => await new SqliteRowStore(Database, TimeProvider.System).CreateAsync(Token);

    [Fact]
    public async Task What_senders_get_is_taken_over_and_each_domain_where_they_get_nothing_is_refused_with_its_reason()
    {
        var domains = network.Domains;
        DomainName[] good = [domains.Good, domains.Testing, domains.None, domains.HostAlias, domains.StrayMxInTesting, domains.OnlyTls12];

        var result = await ImportAsync(
            [.. good, domains.Redirected, domains.RedirectedForNow, domains.NotFound, domains.Html, domains.SyntaxError, domains.Expired,
                domains.SelfSigned, domains.WrongName, domains.WithoutTls, domains.Closed, domains.NeverAnswering, domains.BrokenOff,
                domains.HostMissing, domains.NoRecord, domains.TwoRecords, domains.ServerFailure, domains.StrayMx, domains.NoMx]);

        Assert.Equal(3, result.ExitCode);
        string[] refused =
        [
            $"Refused {domains.RedirectedForNow}, {domains.Redirected}: its policy host redirects, which senders do not follow.",
            $"Refused {domains.NotFound}: senders get no policy: The response has status 404.",
            $"Refused {domains.Html}: senders get no policy: The policy has the content type 'text/html'.",
            $"Refused {domains.SyntaxError}: senders get no policy: 'Enforce' is not a mode. Did you mean 'enforce'?",
            $"Refused {domains.Expired}, {domains.SelfSigned}, {domains.WrongName}: the certificate of its policy host is not valid.",
            $"Refused {domains.WithoutTls}: its policy host does not speak TLS.",
            $"Refused {domains.Closed}: its policy host accepts no connection.",
            $"Refused {domains.NeverAnswering}: its policy host does not answer in time.",
            $"Refused {domains.BrokenOff}: the answer of its policy host breaks off or is not valid HTTP.",
            $"Refused {domains.HostMissing}: its policy host has no address.",
            $"Refused {domains.NoRecord}, {domains.TwoRecords}: there is no valid record _mta-sts.",
            $"Refused {domains.ServerFailure}: the record _mta-sts could not be looked up: SERVFAIL.",
            $"Refused {domains.StrayMx}: no mx in the policy covers 'mx.stray.test'.",
            $"Refused {domains.NoMx}: there is no MX.",
        ];
        Assert.Equal(refused.Order(StringComparer.Ordinal), result.Errors.Split('\n').Where(IsRefusal).Order(StringComparer.Ordinal));
        Assert.Contains($"Warning for {domains.StrayMxInTesting}: no mx in the policy covers 'mx.stray.test'.\n", result.Errors, Ordinal);
        Assert.Contains("\nDomains: 24 (6 new, 0 changed, 0 unchanged, 18 refused).\n", result.Output, Ordinal);
        Assert.Contains("\nWritten: 6 of 6.\n", result.Errors, Ordinal);
        Assert.Equivalent(good, (await Store.ListAsync(Token).ToListAsync(Token)).Select(stored => stored.Domain), strict: true);
    }

    [Fact]
    public async Task Three_hundred_domains_are_taken_over_in_enforce()
    {
        var file = Write("domains.csv", "Domain\n" + string.Join('\n', Enumerable.Range(1, Count).Select(NetworkDomains.Many)));

        var result = await RunAsync([file]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("\nWritten: 300 of 300.\n", result.Errors, Ordinal);
        Assert.Equal(Count, await Store.ListAsync(Token).CountAsync(stored => stored.Policy is { Mode: PolicyMode.Enforce }, Token));
    }

    [Fact]
    public async Task What_there_was_no_time_for_is_refused_by_that_name() => Assert.Contains(
        $"Refused {network.Domains.NeverAnswering}: there was no time left to look at it; give the run more with --timeout.\n",
        (await RunAsync([network.Domains.NeverAnswering.Ascii, network.Domains.Good.Ascii, "--timeout", "2s"])).Errors,
        Ordinal);

    [Fact]
    public async Task A_policy_comes_from_public_addresses_only() => Assert.Equal(
        3,
        (await Tool.RunAsync(
            ["import", "--published", network.Domains.Good.Ascii, "--yes", "--resolver", $"{network.Resolver}", "--database", Database],
            network.TrustingEnvironment)).ExitCode);

    private static bool IsRefusal(string line) => line.StartsWith("Refused ", Ordinal);

    private Task<ToolResult> ImportAsync(DomainName[] domains) => RunAsync([.. domains.Select(domain => domain.Ascii)]);

    private Task<ToolResult> RunAsync(string[] arguments) => Tool.RunAsync(
        ["import", "--published", .. arguments, "--yes", "--allow-private", "--resolver", $"{network.Resolver}", "--database", Database],
        network.TrustingEnvironment);
}
