using Microsoft.AspNetCore.Http;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Functions.Tests.Upstream;
using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.Hosted;

/// <summary>
/// The ways of docs/coming-from.md to follow a provider's policy, walked with a DNS server and policy hosts that speak HTTPS.
/// </summary>
public sealed partial class DocumentedProvidersTests : TestsWithFolder, IPolicyProbe
{
    // Nothing connects to it; it only has to be a public one.
    private static readonly ScriptedRecord Public = ScriptedRecord.Address(IPAddress.Parse("9.9.9.9"));

    private readonly Dictionary<string, PolicyServer> hosts = [];
    private readonly ScriptedDnsServer dns = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);
    private string served = "";

    private string Database => InFolder("policies.db");

    private RowPolicyStore Store => new(
        new SqliteRowStore(Database, time),
        time,
        new UpstreamCopies(new SqliteRowStore(StoreSettings.Database.GetCopiesPath(Database), time), time));

    public override async ValueTask InitializeAsync()
    {
        await Store.CreateAsync(Token);
        dns.Answer("mta-sts.contoso.com", Public);
        hosts["contoso.com"] = await PolicyServer.StartAsync(ServeAsync, "mta-sts.contoso.com");
    }

    public override async ValueTask DisposeAsync()
    {
        dns.Dispose();
        foreach (var host in hosts.Values)
        {
            await host.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    [Fact]
    public async Task Cloudflare_Email_with_its_cname_kept()
    {
        const string Policy = "version: STSv1\r\nmode: enforce\r\nmx: *.mx.cloudflare.net\r\nmax_age: 86400\r\n";
        await PublishAsync("mx.cloudflare.net", "20230615T153000", Policy);
        dns.Answer("contoso.com", ScriptedRecord.MailExchange("route1.mx.cloudflare.net"));
        dns.Answer("_mta-sts.contoso.com", ScriptedRecord.Alias("_mta-sts.mx.cloudflare.net"));
        served = Policy;
        var commands = await ReadAsync("Cloudflare Email's proxied policy", 3);

        await DoAsync(commands[0], 0);
        await hosts["mx.cloudflare.net"].DisposeAsync();
        time.Advance(TimeSpan.FromMinutes(2));

        await DoAsync(commands[1], 0);
        Assert.Contains(
            "_mta-sts 3600 IN CNAME _mta-sts.mx.cloudflare.net.\n", (await DoAsync($"{commands[1]} --format bind", 0)).Output, Ordinal);
        Assert.Equal("Domains: 1; in step: 1, to change: 0, held back: 0.\n", (await DoAsync(commands[2], 0)).Errors);
        Assert.Equal((PolicyMode.Enforce, true), await FindAsync());
    }

    [Fact]
    public async Task Proton_custom_domains()
    {
        await PublishAsync(
            "protonmail.com", null,
            "version: STSv1\r\nmode: enforce\r\nmx: mail.protonmail.ch\r\nmx: mailsec.protonmail.ch\r\nmax_age: 604800\r\n");
        dns.Answer("_mta-sts.protonmail.com", ScriptedRecord.Alias("_mta-sts.protonmail.ch"));
        dns.Answer("_mta-sts.protonmail.ch", ScriptedRecord.Text("v=STSv1; id=190906205100Z;"));
        dns.Answer(
            "contoso.com", ScriptedRecord.MailExchange("mail.protonmail.ch"), ScriptedRecord.MailExchange("mailsec.protonmail.ch", 20));
        var commands = await ReadAsync("Proton custom domains", 3);

        await DoAsync(commands[0], 0);
        Assert.Equal((PolicyMode.Testing, false), await FindAsync());
        Assert.Equal(3, (await RunAsync(commands[1])).ExitCode);
        await EnforceAsync();
        await DoAsync(commands[1], 0);
        Assert.Equal((PolicyMode.Enforce, true), await FindAsync());

        // Its own record stays, and gets the id of the copy.
        dns.Answer("_mta-sts.contoso.com", ScriptedRecord.Text("v=STSv1; id=old;"));
        time.Advance(TimeSpan.FromMinutes(2));
        var id = (await ReadStoredAsync())!.Id!;
        Assert.Contains(id, (await DoAsync(commands[2], 0)).Output, Ordinal);
        dns.Answer("_mta-sts.contoso.com", ScriptedRecord.Text($"v=STSv1; id={id};"));
        Assert.Contains("in step: 1", (await DoAsync(commands[2], 0)).Errors, Ordinal);

        // So does Proton's, where that is a CNAME for another.
        dns.Answer("_mta-sts.contoso.com", ScriptedRecord.Alias("_mta-sts.protonmail.com"));
        Assert.Contains("in step: 1", (await DoAsync(commands[2], 0)).Errors, Ordinal);
        Assert.Contains(
            "_mta-sts 3600 IN CNAME _mta-sts.protonmail.com.\n", (await DoAsync("dns contoso.com --format bind", 0)).Output, Ordinal);
    }

    [Theory, InlineData(null), InlineData("mx: *.mail.icloud.com"), InlineData("mx: other.example")]
    public async Task ICloud_custom_domains(string? mx)
    {
        if (mx is not null)
        {
            await PublishAsync("icloud.com", "1", $"version: STSv1\r\nmode: enforce\r\n{mx}\r\nmax_age: 86400\r\n");
        }

        dns.Answer(
            "contoso.com", ScriptedRecord.MailExchange("mx01.mail.icloud.com"), ScriptedRecord.MailExchange("mx02.mail.icloud.com"));
        var commands = await ReadAsync("iCloud custom domains", 2);

        await DoAsync(commands[0], 0);
        Assert.Equal((PolicyMode.Testing, false), await FindAsync());
        await EnforceAsync();
        var followed = await DoAsync(commands[1], mx is "mx: *.mail.icloud.com" ? 0 : 3);

        Assert.Equal((PolicyMode.Enforce, followed.ExitCode == 0), await FindAsync());
        Assert.Equal(
            mx is null,
            followed.Errors.Contains("the provider's policy is unknown: the policy host has no public address", Ordinal));
        Assert.Equal(
            mx is "mx: other.example",
            followed.Errors.Contains("no mx in the policy covers 'mx01.mail.icloud.com', 'mx02.mail.icloud.com'", Ordinal));
    }

    public Task<PolicyFetchResult> FetchAsync(
        DomainName domain, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken) =>
        new PolicyProbe(hosts[domain.Ascii].Authorities) { Port = hosts[domain.Ascii].Url.Port }
            .FetchAsync(domain, [IPAddress.Loopback], cancellationToken);

    private async Task PublishAsync(string provider, string? id, string policy)
    {
        hosts[provider] = await PolicyServer.StartAsync(context => AnswerAsync(context, policy), $"mta-sts.{provider}");
        dns.Answer($"mta-sts.{provider}", Public);
        if (id is not null)
        {
            dns.Answer($"_mta-sts.{provider}", ScriptedRecord.Text($"v=STSv1; id={id};"));
        }
    }

    /// <summary>Serves what the store has, and until it has anything what was there before.</summary>
    private async Task ServeAsync(HttpContext context) => await AnswerAsync(
        context, (await ReadStoredAsync())?.Policy is { } policy ? Encoding.ASCII.GetString(PolicyRenderer.Render(policy)) : served);

    private static Task AnswerAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(text);
    }

    private Task<StoredPolicy?> ReadStoredAsync() => Store.ReadAsync(DomainName.Parse("contoso.com"), Token);

    /// <summary>The mode that is served, and whether it is the provider's.</summary>
    private async Task<(PolicyMode? Mode, bool IsProviders)> FindAsync() =>
        (await ReadStoredAsync()) is var stored ? (stored?.Policy?.Mode, stored?.Content is PolicyContent.Upstream) : default;

    private async Task EnforceAsync()
    {
        var stored = (await ReadStoredAsync())!;
        await Store.SaveAsync(
            new PolicyChange
            {
                Domain = stored.Domain,
                Content = new PolicyContent.Inline(new Policy(PolicyMode.Enforce, stored.Policy!.Mx, stored.Policy.MaxAge)),
                Version = stored.Version,
                ChangedBy = "ann@contoso.com",
                Reason = "promoted",
            },
            Token);
    }

    private static async Task<List<string>> ReadAsync(string section, int count)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(RootCommand.FindRoot(), "docs", "coming-from.md"), Token);
        var start = text.IndexOf($"## {section}\n", Ordinal);
        var end = text.IndexOf("\n## ", start, Ordinal);
        var commands = Command().Matches(text[start..end]).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(count, commands.Count);
        return commands;
    }

    private async Task<ToolResult> DoAsync(string command, int exitCode)
    {
        var result = await RunAsync(command);
        Assert.True(result.ExitCode == exitCode, $"{command}: {result}");
        return result;
    }

    private async Task<ToolResult> RunAsync(string command)
    {
        var words = Word().Matches(command).Select(word => word.Groups[1].Value + word.Groups[2].Value);
        string[] confirmed = command.StartsWith("set ", Ordinal) ? ["--yes"] : [];
        var services = new ToolServices
        {
            Time = time,
            OpenDatabase = _ => Store,
            CreateLookup = _ => new DnsLookup(dns.EndPoint),
            CreateProbe = _ => this,
        };
        return await Tool.RunAsync([.. words, .. confirmed, "--database", Database], [], services: services);
    }

    [GeneratedRegex(@"(?m)^mta-sts ((?:set|dns|publish) .*)$")] private static partial Regex Command();
    [GeneratedRegex("""
        "([^"]*)"|(\S+)
        """)]
    private static partial Regex Word();
}
