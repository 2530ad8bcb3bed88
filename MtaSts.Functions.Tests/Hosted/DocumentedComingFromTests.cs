using MtaSts.Functions.Tests.Checks;
using MtaSts.Functions.Tests.Server;
using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Hosted;

/// <summary>Each way of docs/coming-from.md ends with the policies in the store that the page says.</summary>
public sealed partial class DocumentedComingFromTests : TestsWithFolder
{
    private const string Enforce = "version: STSv1\nmode: enforce\nmx: *.mail.protection.outlook.com\nmax_age: 1209600\n";
    private const string Testing = "version: STSv1\nmode: testing\nmx: mail.adatum.com\nmax_age: 604800\n";

    private readonly FakePublisher publisher = new();

    private string Database => InFolder("policies.db");

    public override async ValueTask InitializeAsync()
    {
        await new SqliteRowStore(Database, TimeProvider.System).CreateAsync(Token);
        publisher.Publish("contoso.com", 200, Enforce).Publish("adatum.com", 200, Testing).Publish("moved.example", 200, Enforce);
        publisher.Dns.MailExchanges("contoso.com", "contoso-com.mail.protection.outlook.com")
            .MailExchanges("adatum.com", "mail.adatum.com")
            .MailExchanges("moved.example", "moved-example.a-v1.mx.microsoft");
        Write("domains.csv", "Domain,Customer\ncontoso.com,Contoso\nadatum.com,Adatum\n");
    }

    [Fact]
    public async Task Many_domains_at_once()
    {
        await WalkAsync("Many domains at once", 0, 0);

        Assert.Equal(["adatum.com testing", "contoso.com enforce"], await ListAsync());
    }

    [Fact]
    public async Task Cloudflare_Worker()
    {
        Write("worker.js", $"const policies = {{ 'mta-sts.contoso.com': `{Enforce}`, 'adatum.com': `{Testing}` }};\n");
        Write("shared.js", $"export default {{ fetch: () => new Response(`{Testing}`) }};\n");

        await WalkAsync("Cloudflare Worker", 0, 0, 0);

        Assert.Equal(["adatum.com testing", "contoso.com enforce"], await ListAsync());
    }

    [Fact]
    public async Task GitHub_Pages()
    {
        Write("sites/pages/CNAME", "mta-sts.contoso.com\n");
        Write("sites/pages/.well-known/mta-sts.txt", Enforce);
        Write("sites/mta-sts.adatum.com/.well-known/mta-sts.txt", Testing);

        await WalkAsync("GitHub Pages", 0, 0);

        Assert.Equal(["adatum.com testing", "contoso.com enforce"], await ListAsync());
    }

    [Fact]
    public async Task A_virtual_host()
    {
        Write("mta-sts.txt", Testing);

        var warned = await WalkAsync("A virtual host", 0, 0);

        Assert.Contains("Warning for contoso.com: no mx in the policy covers 'contoso-com.mail.protection.outlook.com'", warned, Ordinal);
        Assert.Equal(["adatum.com testing", "contoso.com testing"], await ListAsync());
    }

    [Fact]
    public async Task PS_MTA_STS()
    {
        Write("accepted-domains.csv", "DomainName;DomainType\ncontoso.com;Authoritative\nmoved.example;Authoritative\n");

        var refused = await WalkAsync("PS.MTA-STS", 3, 3, 0);

        Assert.Contains("Refused moved.example: no mx in the policy covers 'moved-example.a-v1.mx.microsoft'", refused, Ordinal);
        Assert.Equal(["contoso.com enforce", "moved.example testing"], await ListAsync());
    }

    [Fact]
    public async Task One_policy_for_all_domains()
    {
        await WalkAsync("One policy for all domains", 0, 0);

        var settings = Setting().Matches(await ReadAsync("One policy for all domains"))
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value.Trim('"')));
        await using var app = await AppProcess.StartAsync([("MtaSts__PolicyDatabase", Database), .. settings]);
        Assert.Contains("mode: enforce\r\nmx: mail.provider.example\r", await app.GetTextAsync("mta-sts.contoso.com"), Ordinal);
        Assert.Contains("mx: mail.provider.example\r", await app.GetTextAsync("mta-sts.shop.contoso.com"), Ordinal);
        Assert.Contains("mode: testing\r\nmx: mail.adatum.com\r", await app.GetTextAsync("mta-sts.adatum.com"), Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync("mta-sts.stranger.example")).StatusCode);
    }

    /// <summary>Runs the commands of a section, which end with these exit codes; gives what they said on standard error.</summary>
    private async Task<string> WalkAsync(string section, params int[] exitCodes)
    {
        var commands = Command().Matches(await ReadAsync(section)).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(exitCodes.Length, commands.Count);
        var errors = new StringBuilder();
        foreach (var (command, exitCode) in commands.Zip(exitCodes))
        {
            var words = Word().Matches(command).Select(word => word.Groups[1].Value + word.Groups[2].Value);
            string[] confirmed = command.Contains("--dry-run", Ordinal) ? [] : ["--yes"];
            var result = await Tool.RunAsync(
                [.. words.Select(word => Path.Exists(InFolder(word)) ? InFolder(word) : word), .. confirmed, "--database", Database], [],
                services: publisher.CreateServices());
            Assert.True(result.ExitCode == exitCode, $"{command}: {result}");
            errors.Append(result.Errors);
        }

        return errors.ToString();
    }

    private static async Task<string> ReadAsync(string section)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(RootCommand.FindRoot(), "docs", "coming-from.md"), Token);
        var start = text.IndexOf($"## {section}\n", Ordinal);
        var end = text.IndexOf("\n## ", start, Ordinal);
        return text[start..(end < 0 ? text.Length : end)];
    }

    private async Task<List<string>> ListAsync() =>
        await new RowPolicyStore(new SqliteRowStore(Database, TimeProvider.System), TimeProvider.System).ListAsync(Token)
            .Select(stored => $"{stored.Domain} {stored.Policy!.Mode.ToText()}")
            .Order(StringComparer.Ordinal)
            .ToListAsync(Token);

    [GeneratedRegex(@"(?m)^mta-sts ((?:import|set|template set) .*)$")] private static partial Regex Command();
    [GeneratedRegex(@"(?m)^(MtaSts__\w+)=(.*)$")] private static partial Regex Setting();
    [GeneratedRegex("""
        "([^"]*)"|(\S+)
        """)]
    private static partial Regex Word();
}
