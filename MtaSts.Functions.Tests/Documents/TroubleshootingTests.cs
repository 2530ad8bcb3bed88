using MtaSts.Cli.ResourceManager;
using MtaSts.Functions.Tests.Cloud;
using MtaSts.Functions.Tests.Serving;

namespace MtaSts.Functions.Tests.Documents;

/// <summary>What docs/troubleshoot.md shows is what people see, and what it says to type is taken.</summary>
[Collection(AzuriteGroup.Name)]
public sealed partial class TroubleshootingTests : TestsInCloud
{
    private const string Unauthorized = "This request is not authorized to perform this operation.";

    private static readonly string Root = RootCommand.FindRoot();
    private static readonly string Page = File.ReadAllText(Path.Combine(Root, "docs", "troubleshoot.md"));

    private readonly StringBuilder seen = new();

    private string Seen => Join(seen.ToString());

    /// <summary>The commands in the text that need nothing filled in; those in blocks run in DocumentedToolCommandTests.</summary>
    public static TheoryData<string> Commands =>
    [
        .. InlineCode().Matches(WithoutBlocks()).Select(match => match.Groups["code"].Value.ReplaceLineEndings(" "))
            .Where(code => code is "mta-sts list" || (code.StartsWith("mta-sts ", Ordinal) && code.Split(' ').Length > 2))
            .Where(code => !code.Contains('<', Ordinal))
            .Distinct(),
    ];

    [Fact]
    public async Task Everything_that_it_shows_is_seen()
    {
        await SeeRolloutAsync();
        await SeeCloudAsync();
        await SeeStoreAsync();
        await SeeHostAsync();

        var blocks = Block().Matches(Page).SelectMany(match => Split(match.Groups["text"].Value)).ToList();
        var sentences = InlineCode().Matches(WithoutBlocks()).Select(match => match.Groups["code"].Value)
            .Where(code => code.EndsWith('.') && code.Contains(' ', Ordinal))
            .SelectMany(Split)
            .ToList();

        Assert.True(blocks.Count >= 15 && sentences.Count >= 8, $"{blocks.Count} {sentences.Count}");
        Assert.All([.. blocks, .. sentences], shown => Assert.True(Seen.Contains(shown, Ordinal), shown));
    }

    [Theory, MemberData(nameof(Commands))]
    public async Task The_tool_takes_every_command_of_its_text(string command)
    {
        Cloud.AddDomain("contoso.com");
        await Cloud.RunAsync("onboard contoso.com --yes");
        string[] words =
            [.. Word().Matches(command["mta-sts ".Length..]).Select(word => word.Groups[1].Value + word.Groups[2].Value)];

        var isChange = words[0] is "set" or "promote" or "onboard" or "rollback";
        var result = await Cloud.RunAsync([.. words, .. isChange ? ["--yes"] : (string[])[]]);

        Assert.True(result.ExitCode != 1, $"{command}: {result}");
    }

    [Fact]
    public void It_names_every_alert()
    {
        var alerts = DisplayName().Matches(File.ReadAllText(Path.Combine(Root, "infra", "monitoring.bicep")))
            .Select(match => match.Groups["name"].Value).ToList();

        Assert.Equal(5, alerts.Count);
        Assert.All(alerts, alert => Assert.Contains($"| *{alert}* |", Page, Ordinal));
    }

    [Fact]
    public void It_leads_to_the_kinds_of_failure_that_a_report_can_have() => Assert.Contains("](reports.md#read)", Page, Ordinal);

    private static IEnumerable<string> Split(string shown) =>
        shown.Split('…').Select(Join).Where(part => part.Contains(' ', Ordinal));

    private static string Join(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string WithoutBlocks() => AnyBlock().Replace(Page, "");

    private void Add(ToolResult result) => seen.Append(result.Output).Append('\n').Append(result.Errors).Append('\n');

    private async Task SeeRolloutAsync()
    {
        var world = new RolloutWorld(InFolder("world.db"));
        await world.CreateAsync();
        world.SetMx("contoso.com", "mail.contoso.com");
        world.SetMx("recipient.example", "mx.recipient.example");
        await DoAsync("show contoso.com");
        await world.SaveAsync("contoso.com", RolloutWorld.Policy(PolicyMode.Enforce));
        await world.SaveAsync("recipient.example", RolloutWorld.Policy(PolicyMode.Enforce, "mail.recipient.example"));
        await DoAsync("publish contoso.com", "check recipient.example");
        world.Pass(TimeSpan.FromMinutes(5));
        world.Delay = TimeSpan.FromDays(1);
        await DoAsync("publish contoso.com");
        world.Delay = TimeSpan.Zero;
        await DoAsync("publish contoso.com");
        await world.PublishAsync("contoso.com");
        await DoAsync("publish contoso.com", "set contoso.com --max-age 1w --reason again --yes");
        world.SetMx("contoso.com", "mx.fabrikam.com");
        await DoAsync(
            "check contoso.com", "status contoso.com", "set contoso.com --max-age 2w --reason longer --yes",
            "set new.example --mx mail.contoso.com --mode enforce --reason new --yes",
            "set contoso.com --mx mail.contoso.com --mx mx.fabrikam.com --reason filter --yes", "publish contoso.com");
        world.SilentNames.Add("contoso.com");
        await DoAsync("set contoso.com --max-age 2w --reason longer --yes");
        await DoAsync("set contoso.com --mode testing --reason tests --yes");
        world.SilentNames.Clear();
        world.Pass(TimeSpan.FromDays(3.5));
        await DoAsync("promote contoso.com --yes");

        async Task DoAsync(params string[] commands)
        {
            foreach (var command in commands)
            {
                Add(await world.RunAsync(command));
            }
        }
    }

    private async Task SeeCloudAsync()
    {
        await SeeFlexAsync();
        string[] domains = ["a.example", "b.example", "c.example"];
        Array.ForEach(domains, domain => Cloud.AddDomain(domain));
        Cloud.Dns.SetIssuer("a.example", "letsencrypt.org");
        Cloud.App.BoundElsewhere.Add("mta-sts.b.example");
        Cloud.Dns.Remove("c.example", DnsType.Mx);
        Cloud.AddDomainElsewhere("e.example");
        Cloud.AddZone("e.example", isAsked: false);
        foreach (var domain in (string[])[.. domains, "e.example"])
        {
            await OnboardAsync(domain);
        }

        Cloud.Dns.SetText("asuid.mta-sts.e.example", CloudApp.VerificationId);
        await OnboardAsync("e.example");
        Cloud.AddDomain("f.example");
        Cloud.App.CertificateTime = TimeSpan.FromMinutes(12);
        await OnboardAsync("f.example --timeout 3m");
        Cloud.App.CertificateTime = TimeSpan.FromSeconds(20);
        Cloud.Permissions.Deny("Microsoft.Web/sites/hostNameBindings/write");
        Cloud.AddDomain("g.example");
        await OnboardAsync("g.example");
        foreach (var token in (string?[])[TestCredential.OfAnotherTenant, null])
        {
            Cloud.Credential.Token = token;
            await OnboardAsync("g.example");
        }

        seen.AppendLine(AzureError.Parse(BinaryData.FromString("<html>")).Message);
    }

    private async Task SeeFlexAsync()
    {
        Cloud.App.IsFlex = true;
        foreach (var domain in (string[])["m.example", "n.example", "o.example", "p.example"])
        {
            Cloud.AddDomain(domain);
            await OnboardAsync(domain);
        }

        Cloud.App.IsFlex = false;
    }

    private async Task OnboardAsync(string arguments) => Add(await Cloud.RunAsync($"onboard {arguments} --yes"));

    private async Task SeeStoreAsync()
    {
        (int Status, string Code)[] refusals =
        [
            (403, "AuthorizationPermissionMismatch"), (403, "AuthorizationFailure"), (401, "InvalidAuthenticationInfo"),
            (403, "KeyBasedAuthenticationNotPermitted"),
        ];
        foreach (var (status, code) in refusals)
        {
            using var server = new TableErrorServer(status, code, Unauthorized);
            Add(await Tool.RunAsync("list", "--connection-string", server.ConnectionString));
        }

        Add(await Tool.RunAsync("list", "--connection-string", "AccountName=a;AccountKey=AAAA;TableEndpoint=http://a.invalid;"));
        Add(await Tool.RunAsync("list"));
    }

    private async Task SeeHostAsync()
    {
        var store = new FakeStore();
        using var serving = new ServingSetup(store);
        seen.AppendLine(ServingSetup.GetText(await serving.AskAsync("mta-sts.contoso.com")));
        store.Failure = new PolicyStoreException("down");
        seen.AppendLine(ServingSetup.GetText(await serving.AskAsync("mta-sts.fabrikam.com")));
    }

    [GeneratedRegex(@"(?ms)^```text\n(?<text>.*?)^```")] private static partial Regex Block();
    [GeneratedRegex(@"(?ms)^```.*?^```")] private static partial Regex AnyBlock();
    [GeneratedRegex("`(?<code>[^`]+)`")] private static partial Regex InlineCode();
    [GeneratedRegex(@"displayName: '(?<name>[A-Z][^':$]*)'")] private static partial Regex DisplayName();
    [GeneratedRegex("""
        "([^"]*)"|(\S+)
        """)] private static partial Regex Word();
}
