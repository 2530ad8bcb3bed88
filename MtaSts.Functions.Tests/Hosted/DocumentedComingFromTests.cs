using MtaSts.Functions.Tests.Checks;
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

    /// <summary>Runs the commands of a section, which end with these exit codes; gives what they said on standard error.</summary>
    private async Task<string> WalkAsync(string section, params int[] exitCodes)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(RootCommand.FindRoot(), "docs", "coming-from.md"), Token);
        var start = text.IndexOf($"## {section}\n", Ordinal);
        var end = text.IndexOf("\n## ", start, Ordinal);
        var commands = Command().Matches(text[start..(end < 0 ? text.Length : end)]).Select(match => match.Groups[1].Value).ToList();
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

    private async Task<List<string>> ListAsync() =>
        await new RowPolicyStore(new SqliteRowStore(Database, TimeProvider.System), TimeProvider.System).ListAsync(Token)
            .Select(stored => $"{stored.Domain} {stored.Policy!.Mode.ToText()}")
            .Order(StringComparer.Ordinal)
            .ToListAsync(Token);

    [GeneratedRegex(@"(?m)^mta-sts (import .*)$")] private static partial Regex Command();
    [GeneratedRegex("""
        "([^"]*)"|(\S+)
        """)]
    private static partial Regex Word();
}
