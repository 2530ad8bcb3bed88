using MtaSts.Checks.Fetching;
using MtaSts.Cli.Configuration;
using MtaSts.Functions.Tests.Cloud;
using MtaSts.Upstream;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>What the pages about the roll-out say to type runs as it is written.</summary>
public sealed partial class DocumentedToolCommandTests : TestsInCloud
{
    private static readonly string[] Changes =
        ["set", "template set", "template rollback", "rollback", "move-mx", "remove", "import", "promote"];

    private readonly RolloutWorld world;

    public DocumentedToolCommandTests() => world = new RolloutWorld(InFolder("world.db"));

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        world.Services = new ToolServices
        {
            ReadSettings = () => new ToolSettings { Dns = Cloud.Settings.Dns },
            CreateResourceManager = Cloud.CreateClient,
        };
        await world.CreateAsync();
        world.SetMx("contoso.com", "mail.contoso.com");
        world.SetMx("fabrikam.com", "fabrikam-com.mail.protection.outlook.com");
        Write("accepted-domains.csv", "DomainName,DomainType\nfabrikam.com,Authoritative\n");
        const string Policy = "version: STSv1\nmode: testing\nmx: mail.contoso.com\nmax_age: 604800\n";
        Write("domains.csv", "Domain\ncontoso.com\n");
        Write("worker.js", $"const policies = {{ 'contoso.com': `{Policy}` }};\n");
        Write("shared.js", $"const policy = `{Policy}`;\n");
        Write("mta-sts.txt", Policy);
        Write("sites/contoso/CNAME", "mta-sts.contoso.com\n");
        Write("sites/contoso/.well-known/mta-sts.txt", Policy);
    }

    [Theory, InlineData("roll-out.md"), InlineData("move-mx.md"), InlineData("coming-from.md"), InlineData("troubleshoot.md")]
    public async Task The_tool_takes_every_command_of_a_page(string page)
    {
        var commands = Read(page, "");
        await AddAsync(PolicyMode.Testing);

        Assert.NotEmpty(commands);
        foreach (var command in commands)
        {
            var result = await RunAsync(command);
            Assert.True(result.ExitCode != 1, $"{command}: {result}");
        }
    }

    [Fact]
    public async Task A_domain_moves_by_the_commands_of_the_page()
    {
        await AddAsync(PolicyMode.Enforce);
        await world.PublishAsync("contoso.com");
        var commands = new Queue<string>(Read("move-mx.md", "On premises to Exchange Online"));
        Assert.Equal(4, commands.Count);
        var shown = TextBlock().Matches(await File.ReadAllTextAsync(FindPage("move-mx.md"), Token))
            .Select(block => Join(block.Groups[1].Value)).ToList();
        Assert.Equal(5, shown.Count);

        Assert.Contains(shown[0], Join(await DoAsync(
            "mta-sts move-mx contoso.com --to contoso-com.mail.protection.outlook.com --dry-run", 0)), Ordinal);
        Assert.EndsWith("Next: mta-sts publish contoso.com.\n", (await RunAsync(commands.Dequeue())).Output, Ordinal);
        await DoAsync(commands.Dequeue(), 0);
        Assert.Contains(shown[1], Join(await DoAsync(commands.Peek(), 2)), Ordinal);
        world.Pass(TimeSpan.FromDays(8));
        Assert.Contains(shown[2], Join(await DoAsync(commands.Peek(), 2)), Ordinal);
        world.SetMx("contoso.com", "contoso-com.mail.protection.outlook.com");
        Assert.Contains(shown[3], Join(await DoAsync(commands.Peek(), 2)), Ordinal);
        world.Pass(TimeSpan.FromDays(1));
        await DoAsync(commands.Last(), 2);
        world.SetId("contoso.com", (await world.ReadAsync("contoso.com"))?.Id);
        Assert.Contains(shown[4], Join(await DoAsync(commands.Dequeue(), 0)), Ordinal);
        Assert.Equal(["*.mail.protection.outlook.com"], (await world.ReadAsync("contoso.com"))!.Policy!.Mx.Select(pattern => $"{pattern}"));
    }

    /// <summary>The commands in the code blocks of a page, or of one of its sections, in their order.</summary>
    private static List<string> Read(string page, string section)
    {
        var text = File.ReadAllText(FindPage(page));
        var start = text.IndexOf($"## {section}", Ordinal);
        var end = section.Length == 0 ? -1 : text.IndexOf("\n## ", start, Ordinal);
        text = section.Length == 0 ? text : text[start..(end < 0 ? text.Length : end)];
        return [.. CodeBlock().Matches(text).SelectMany(block => block.Groups[1].Value.Split('\n'))
            .Select(line => line.Trim())
            // What onboards is run against the test cloud: DocumentedOnboardingTests.
            .Where(line => line.StartsWith("mta-sts ", Ordinal) && !line.StartsWith("mta-sts onboard ", Ordinal))];
    }

    private static string FindPage(string page) => Path.Combine(RootCommand.FindRoot(), "docs", page);

    /// <summary>On one line, with the same time for every one, as times differ by what went before.</summary>
    private static string Join(string text) =>
        string.Join(' ', Time().Replace(text, "#").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private Task AddAsync(PolicyMode mode) => world.SaveAsync("contoso.com", RolloutWorld.Policy(mode));

    private async Task<string> DoAsync(string command, int exitCode)
    {
        var result = await RunAsync(command);
        Assert.True(result.ExitCode == exitCode, $"{command}: {result}");
        return result.Output + result.Errors;
    }

    /// <summary>Runs a command while time goes by and somebody publishes each record; who is asked says yes.</summary>
    private async Task<ToolResult> RunAsync(string command)
    {
        string[] words =
            [.. Word().Matches(command).Select(word => word.Groups[1].Value + word.Groups[2].Value + word.Groups[3].Value).Skip(1)];
        if (words[0] == "lint")
        {
            return await Tool.RunAsync([.. words.Select(ToPath)]);
        }

        var isChange = Changes.Any(name => command.StartsWith($"mta-sts {name} ", Ordinal)) && !command.Contains("--dry-run", Ordinal);
        var run = world.RunAsync([.. words.Select(ToPath), .. isChange ? ["--yes"] : (string[])[]], () => new PolicyFetcher(
            PolicyFetcher.CreateHandler((_, _) => throw new SocketException((int)SocketError.HostNotFound), PublicAddress.Includes)));
        while (!run.IsCompleted)
        {
            await Task.WhenAny(run, Task.Delay(20, Token));
            if (command.Contains("--publish", Ordinal))
            {
                world.Pass(TimeSpan.FromSeconds(15));
            }
            else if (command.Contains("--wait", Ordinal))
            {
                world.Pass(TimeSpan.FromSeconds(15));
                world.SetId("contoso.com", (await world.ReadAsync("contoso.com"))?.Id);
            }
        }

        return await run;
    }

    private string ToPath(string word) => word.EndsWith(".html", Ordinal) || Path.Exists(InFolder(word)) ? InFolder(word) : word;

    [GeneratedRegex(@"(?ms)^ *```text\n(.*?)^ *```")] private static partial Regex TextBlock();
    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ")] private static partial Regex Time();
    [GeneratedRegex(@"(?ms)^ *```sh\n(.*?)^ *```")] private static partial Regex CodeBlock();
    [GeneratedRegex("""'([^']*)'|"([^"]*)"|(\S+)""")] private static partial Regex Word();
}
