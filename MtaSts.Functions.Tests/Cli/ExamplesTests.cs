using MtaSts.Cli.Console;
using MtaSts.Functions.Tests.Checks;
using MtaSts.Functions.Tests.TlsReports;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>What the page about the tool and the help show works as it is written.</summary>
[Collection(AzuriteGroup.Name)]
public sealed partial class ExamplesTests(AzuriteFixture azurite) : TestsWithFolder
{
    private const string Policy = "version: STSv1\r\nmode: testing\r\nmx: mail.contoso.com\r\nmax_age: 604800\r\n";

    private readonly DnsServer internet = new(new DnsZone());
    private readonly string table = $"t{Guid.NewGuid():N}";

    public static TheoryData<string> Commands =>
    [
        "init", "set", "template", "template set", "template list", "template show", "template history", "template rollback",
        "list", "show", "history", "rollback", "move-mx", "remove",
        "import", "export", "status", "publish", "check", "promote", "lint", "reports", "dns", "completion", "template remove",
    ];

    public override ValueTask DisposeAsync()
    {
        internet.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task The_commands_of_the_page_work_in_their_order()
    {
        Write("MtaSts.Server/policies/example.localhost.txt", Policy);
        Write("reports/report.json", ReportText.Create().ToJsonString());
        var commands = (await File.ReadAllLinesAsync(Path.Combine(RootCommand.FindRoot(), "docs", "tool.md"), Token))
            .Where(line => line.StartsWith("mta-sts ", Ordinal)).ToList();

        Assert.Equal(23, commands.Count);
        foreach (var command in commands)
        {
            await DoAsync(command);
        }

        Assert.True(File.Exists(InFolder("report.html")) && File.Exists(InFolder("reports.html")));
    }

    [Theory, MemberData(nameof(Commands))]
    public async Task The_example_in_the_help_of_a_command_works(string command)
    {
        Write("contoso.com.txt", Policy);
        Write("reports/report.json", ReportText.Create().ToJsonString());
        Write("domains.csv", "Domain,Mx\nfabrikam.com,mail.fabrikam.com\n");
        await DoAsync("mta-sts init");
        await DoAsync("mta-sts template set exchange --mx *.mail.protection.outlook.com --max-age 14d --yes");
        await DoAsync("mta-sts template set exchange --max-age 7d --yes");
        await DoAsync("mta-sts set contoso.com --mx mail.contoso.com --yes");
        await DoAsync("mta-sts set contoso.com --max-age 12w --yes");

        var help = await Tool.RunAsync([.. command.Split(' '), "--help"]);

        var example = Assert.Single(ExampleLine().Matches(help.Output)).Groups[1].Value;
        Assert.StartsWith($"mta-sts {command}", example, Ordinal);

        // Azurite's usual port is not this test's.
        await DoAsync(example.Replace(" --connection-string UseDevelopmentStorage=true", "", Ordinal));
    }

    [GeneratedRegex(@"Example:\n  (mta-sts [^\n]*)")]
    private static partial Regex ExampleLine();

    [GeneratedRegex("""'([^']*)'|"([^"]*)"|(\S+)""")]
    private static partial Regex Word();

    [GeneratedRegex(@"\.(txt|csv|json|html)$|^\./")]
    private static partial Regex FileName();

    private async Task DoAsync(string command)
    {
        var words = Word().Matches(command).Select(word => word.Groups[1].Value + word.Groups[2].Value + word.Groups[3].Value).Skip(
            1).ToList();

        // In this process the working folder is not the test's.
        words = words.ConvertAll(word => FileName().IsMatch(word) ? InFolder(word) : word);

        // The Internet of this test knows no name, so a check of any has findings, and no policy is served.
        string[] resolver = words[0] is "check" or "promote" or "status" or "publish" ? ["--resolver", $"{internet.EndPoint}"] : [];
        var result = await Tool.RunAsync(
            [.. words, .. resolver], [("PolicyStorage", azurite.Server.ConnectionString), ("MtaSts__PolicyTable", table)]);
        var expected = words[0] switch
        {
            "check" or "status" => ExitCode.Findings,
            "publish" => ExitCode.Failed,
            _ => ExitCode.Done,
        };
        Assert.True(result.ExitCode == expected, $"{command}: {result}");
    }
}
