using MtaSts.Functions.Tests.Checks;
using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Hosted;

/// <summary><c>import worker.js</c>, and one policy for many domains.</summary>
public sealed class WorkerImportTests : TestsWithFolder
{
    private const string Policy = "version: STSv1\nmode: testing\nmx: mail.contoso.com\nmax_age: 604800\n";

    private readonly FakePublisher publisher = new();

    private string Database => InFolder("policies.db");

    public override async ValueTask InitializeAsync() => await new SqliteRowStore(Database, TimeProvider.System).CreateAsync(Token);

    [Fact]
    public async Task A_table_is_shown_and_written()
    {
        var file = Write("worker.js", $"const policies = {{\n  \"mta-sts.contoso.com\": `{Policy}`,\n}};\n");

        var result = await RunAsync(file, "--yes");

        Assert.Equal(
            new ToolResult(
                0, "contoso.com:\n+ version: STSv1\n+ mode: testing\n+ mx: mail.contoso.com\n+ max_age: 604800\n"
                + "Domains: 1 (1 new, 0 changed, 0 unchanged).\nThis changes 1 domain, which is not in enforce.\n", "Written: 1 of 1.\n"),
            result.WithoutNext);
        Assert.Equal("Nothing to change.\n", (await RunAsync(file, "--yes")).Errors);
    }

    [Fact]
    public async Task One_policy_is_written_for_each_domain_of_a_list_and_whose_it_is_stays_with_it()
    {
        var file = Write("worker.mjs", $"export default {{ fetch: () => new Response(`{Policy}`) }};\n");
        var list = Write("domains.txt", "Domain\ncontoso.com\nfabrikam.com\n");

        Assert.Equal("Written: 2 of 2.\n", (await RunAsync(file, "--domains", list, "--yes")).WithoutNext.Errors);
        Assert.Equal("Written: 2 of 2.\n", (await RunAsync(file, "--domains", "a.example,b.example", "--yes")).WithoutNext.Errors);
    }

    [Theory, InlineData("worker.js"), InlineData("mta-sts.txt")]
    public async Task What_a_list_of_domains_says_of_policies_is_left_out_and_that_is_said(string name)
    {
        var file = Write(name, name.EndsWith("js", Ordinal) ? $"const policy = `{Policy}`;\n" : Policy);
        var list = Write("domains.csv", "Domain,Mode,Mx\ncontoso.com,none,mx.contoso.com\n");

        Assert.Equal(
            $"Note on {list}: what it says of policies is left out; all of its domains get the one policy.\nWritten: 1 of 1.\n",
            (await RunAsync(file, "--domains", list, "--yes")).WithoutNext.Errors);
    }

    [Fact]
    public async Task One_policy_file_is_written_for_each_domain_too()
    {
        var file = Write("www/.well-known/mta-sts.txt", Policy);

        Assert.Equal(
            "Written: 2 of 2.\n",
            (await RunAsync(file, "--domains", "contoso.com", "--domains", "fabrikam.com", "--yes")).WithoutNext.Errors);
    }

    [Fact]
    public async Task One_fault_keeps_everything_from_being_written()
    {
        var file = Write("worker.js", $"const p = {{\n  'contoso.com': `{Policy}`,\n  'fabrikam.com': await env.KV.get('x'),\n}};\n");

        Assert.Equal(
            new ToolResult(3, "",
                $"{file}: MTASTS196 error line 7: The policy of 'fabrikam.com' is known only when the script runs: "
                + "'await env.KV.get('x')'. Take over what the hosts of the domains serve instead: mta-sts import --published. "
                + "(docs/import.md)\n"
                + "Faults: 1. Nothing was written.\n"),
            await RunAsync(file, "--yes"));
    }

    [Fact]
    public async Task Without_domains_one_policy_says_what_is_missing()
    {
        var file = Write("worker.js", $"const policy = `{Policy}`;\n");

        Assert.Equal(
            new ToolResult(3, "",
                $"{file}: MTASTS198 error line 1: The script has one policy, and does not say which domains it is for. Name them with "
                + "--domains. (docs/import.md)\nFaults: 1. Nothing was written.\n"),
            await RunAsync(file, "--yes"));
    }

    [Fact]
    public async Task One_policy_file_alone_says_what_is_missing()
    {
        var file = Write("mta-sts.txt", Policy);

        Assert.Equal(
            new ToolResult(3, "",
                $"{file}: MTASTS198 error line 1: The file is one policy, and does not say which domains it is for. Name them with "
                + "--domains. (docs/import.md)\nFaults: 1. Nothing was written.\n"),
            await RunAsync(file, "--yes"));
    }

    [Fact]
    public async Task Domains_beside_a_table_are_wrong_usage()
    {
        var file = Write("worker.js", $"const p = {{\n'contoso.com': `{Policy}` }};\n");

        Assert.Equal(
            (1, $"{file} says itself which policy is for which domain (line 2). Leave out --domains. Nothing was written."),
            (await RunAsync(file, "--domains", "a.example")).Refusal);
    }

    [Fact]
    public async Task A_policy_in_enforce_is_taken_over_only_where_it_is_published_in_enforce()
    {
        publisher.Publish("contoso.com", "testing", "mail.contoso.com");
        publisher.Dns.MailExchanges("contoso.com", "mail.contoso.com");
        var file = Write("worker.js", $"const p = {{ 'contoso.com': `{Policy.Replace("testing", "enforce", Ordinal)}` }};\n");

        (await RunAsync(file, "--yes")).AssertErrorsStartWith(
            3, "Refused contoso.com: a domain starts in testing, and only 'mta-sts promote' takes it to enforce, unless its published "
            + "policy is in enforce; that one is in testing.\n");
    }

    private Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync(
        ["import", .. arguments, "--database", Database], [], services: publisher.CreateServices());
}
