using System.Globalization;
using System.Xml.Linq;
using MtaSts.Functions.Tests.Checks;
using MtaSts.Functions.Tests.Reports;

namespace MtaSts.Functions.Tests.Cli;

/// <summary><c>check</c> of those who say whatever does harm where it is shown, or never stop saying it.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed partial class CheckHostileAnswersTests(TestNetwork network, ChromiumFixture chromium)
    : TestsWithFolder, IClassFixture<ChromiumFixture>
{
    private const string SixtyFourMegabytes = "0x4000000";

    private string[] Domains
    {
        get
        {
            var all = network.Domains;
            DomainName[] domains =
            [
                all.Hostile, all.HostileText, all.HostileTarget, all.HostileType, all.HostilePolicy, all.HostileCertificate, all.Endless,
                all.EndlessHeaders, all.Trickling, all.TenMegabytes, all.HugeText,
                NetworkDomains.ReceivingAt(network.MailHosts.Refusing), NetworkDomains.ReceivingAt("hostile.mail.test"),
            ];
            return [.. domains.Select(domain => domain.Ascii)];
        }
    }

    [Theory, InlineData("table"), InlineData("json")]
    public async Task Nothing_of_it_reaches_the_terminal_raw(string format)
    {
        var result = await RunAsync("--output", format);

        Assert.Equal((3, ""), result.Ending);
        Assert.DoesNotContain(
            result.Output, c => c != '\n' && char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format && c != '\n');
        var shown = HostileText().Count(result.Output);
        Assert.True(shown >= 8, $"Of what is hostile only {shown} pieces are shown.");
        Assert.InRange(result.Output.Length, 1, 100_000);
    }

    [Fact]
    public async Task A_hundred_thousand_records_are_taken_within_little_memory_and_a_few_are_told()
    {
        var records = Enumerable.Repeat(DnsMessage.Record("a.bc", 16, 60, [1, (byte)'a']), 3_000).ToList();
        using var server = new DnsServer(query => (query.Name, query.IsTcp) switch
        {
            ("_mta-sts.a.bc", true) => Enumerable.Repeat(DnsMessage.Answer(query, DnsMessage.NoError, records), 34),
            ("_mta-sts.a.bc", false) => [DnsMessage.Cut(query)],
            _ => [DnsMessage.Answer(query, DnsMessage.NameError, [])],
        });

        var result = await ToolProcess.RunAsync(
            ["check", "a.bc", "--resolver", server.EndPoint.ToString()], [("DOTNET_GCHeapHardLimit", SixtyFourMegabytes)]);

        Assert.Equal((3, ""), result.Ending);
        Assert.Contains("MTASTS201", result.Output, Ordinal);
        Assert.InRange(result.Output.Length, 1, 10_000);
    }

    [Fact]
    public async Task Nothing_of_it_comes_alive_in_the_page_and_the_test_results_stay_readable()
    {
        var (page, results) = (InFolder("page.html"), InFolder("results.xml"));
        await RunAsync("--html", page, "--junit", results);

        Assert.Equal(Domains.Length.ToString(CultureInfo.InvariantCulture), XDocument.Load(results).Root!.Elements().Count().ToString(
            CultureInfo.InvariantCulture));
        var opened = await chromium.Require().NewPageAsync();
        List<string> complaints = [];
        opened.Console += (_, message) => complaints.Add(message.Text);
        opened.PageError += (_, error) => complaints.Add(error);
        opened.Dialog += (_, dialog) => complaints.Add(dialog.Message);
        List<string> requests = [];
        opened.Request += (_, request) => requests.Add(request.Url);
        await opened.GotoAsync(new Uri(page).AbsoluteUri);

        Assert.Equal(0, await opened.Locator("img").CountAsync());
        Assert.Contains("<img src=x onerror=alert(1)>", await opened.Locator("body").TextContentAsync(), Ordinal);
        Assert.Empty(complaints);
        Assert.Single(requests);
    }

    [GeneratedRegex("img src=x onerror=")]
    private static partial Regex HostileText();

    private Task<ToolResult> RunAsync(params string[] options) => Tool.RunAsync(
        ["check", .. Domains, "--smtp", "--resolver", network.Resolver.ToString(), "--allow-private", .. options],
        network.TrustingEnvironment);
}
