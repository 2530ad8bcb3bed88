using System.Xml.Linq;

namespace MtaSts.Functions.Tests.Cli;

/// <summary><c>check</c> as users and pipelines start it, against real servers.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class CheckCommandTests(TestNetwork network) : TestsWithFolder
{
    [Theory]
    [InlineData("good.test", 0)]
    [InlineData("good.test --strict", 0)]
    [InlineData("good.test redirected.test", 3)]
    [InlineData("no-reports.test", 0)]
    [InlineData("no-reports.test --strict", 3)]
    [InlineData("closed-mail.test --smtp --strict", 0)]
    [InlineData("without-starttls-mail.test", 0)]
    [InlineData("without-starttls-mail.test --smtp", 3)]
    [InlineData("good.test --app app.hosting.test", 0)]
    [InlineData("good.test --app mx.mail.test", 3)]
    public async Task The_exit_code_says_whether_senders_fail(string commandLine, int exitCode) =>
        Assert.Equal((exitCode, ""), (await RunAsync(commandLine.Split(' '))).Ending);

    [Theory]
    [InlineData("", "Name domains, or use --file or --all.")]
    [InlineData("good.test --all", "Name domains, or use --file or --all.")]
    [InlineData("--file list --all", "Name domains, or use --file or --all.")]
    [InlineData("good.test --timeout 0", "'0' is not a duration. Use one such as 90s, 10m or 1h.")]
    [InlineData("good.test --timeout 1001h", "'1001h' is too long. Use at most 1000h.")]
    [InlineData("good.test --concurrency 257", "'257' is not a whole number from 1 to 256.")]
    [InlineData("good.test --app x_y", "'x_y' is not a host name: it contains a character other than letters, digits, hyphens and dots.")]
    [InlineData("good.test --resolver dns", "'dns' is not the address of a resolver. Use ADDRESS or ADDRESS:PORT, as in 192.0.2.53:53.")]
    [InlineData("good..test", "'good..test' is not a domain name: it contains an empty label.")]
    public async Task Wrong_usage_is_said_and_nothing_is_checked(string commandLine, string message)
    {
        var result = await Tool.RunAsync(["check", .. commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal((1, message), result.Refusal);
        Assert.DoesNotContain("domain:", result.Output, Ordinal);
    }

    [Fact]
    public async Task All_hosted_domains_need_a_store() => Assert.Equal((1, DatabaseTests.NoStore), (await RunAsync("--all")).Ending);

    [Theory]
    [InlineData("--junit", "", 1, "The name of the file or folder to write is empty.\n")]
    [InlineData("--html", "", 1, "The name of the file or folder to write is empty.\n")]
    [InlineData("--html", "/no-such-folder/page.html", 2,
        "/no-such-folder/page.html could not be written: the folder /no-such-folder does not exist.\n")]
    public async Task What_could_not_be_written_is_refused_before_anything_is_checked(
        string option, string path, int exitCode, string message) =>
        Assert.Equal(new ToolResult(exitCode, "", message), await RunAsync("good.test", option, path));

    [Fact]
    public async Task The_time_for_the_run_is_ten_minutes_unless_it_is_said()
    {
        var help = (await Tool.RunAsync("check", "--help")).Output;

        Assert.Contains("such as 90s or 1h [default: 10m]\n", help, Ordinal);
    }

    [Fact]
    public async Task Results_fit_a_terminal_of_80_columns()
    {
        var result = await Tool.RunAsync(["check", "good.test", "redirected.test", "two-mx.test", "closed-mail.test", .. Place, "--smtp"],
            [.. network.TrustingEnvironment, ("COLUMNS", "80")]);

        var lines = result.Output.Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        Assert.Equal("Domain            Mode     TXT    Reports  Host   Policy  MX     SMTP", lines[0]);
        Assert.Contains("closed-mail.test  enforce  ok     ok       ok     ok      ok     ?", lines);
        Assert.Equal("4 domains: 1 passed, 0 warned, 2 failed, 1 not checked; 3 errors, 0 warnings.", lines[^2]);
    }

    [Fact]
    public async Task Domains_come_from_a_file_with_comments_each_once()
    {
        Write("list", "\uFEFF# ours\r\n\r\ngood.test\r\n  TESTING.test  \r\n# no more\r\ngood.test.\r\n");

        Assert.Equal(["good.test", "testing.test"], GetDomains(await ReadAsync("--file", InFolder("list"))));
    }

    [Fact]
    public async Task Domains_come_from_standard_input()
    {
        var result = await Tool.RunAsync(
            ["check", "--file", "-", .. Place, "--output", "json"], network.TrustingEnvironment, "good.test\nnone.test\n");

        Assert.Equal(["good.test", "none.test"], GetDomains(result.Json));
    }

    [Fact]
    public async Task Lines_that_are_no_domain_are_told_and_nothing_is_checked()
    {
        Write("list", "good.test\n# not this\nno domain\ngood.test\nb\u00fccher\u001b[2J.test\n");

        var result = await RunAsync("--file", InFolder("list"));

        var list = InFolder("list");
        Assert.Equal(new ToolResult(3, "",
                $"{list}, line 3: 'no domain' is not a domain name: it contains a character other than letters, digits, hyphens and dots.\n"
                + $"{list}, line 5: 'b\u00fccher\uFFFD[2J.test' is not a domain name: it contains a label that has no A-label form "
                + "(IDNA).\nWrite one domain per line. Nothing was checked.\n"),
            result);
    }

    [Fact]
    public async Task A_file_without_a_domain_is_refused()
    {
        Write("list", "# nothing yet\n");

        Assert.Equal(
            new ToolResult(3, "", $"{InFolder("list")} names no domain. Write one domain per line.\n"), await RunAsync(
                "--file", InFolder("list")));
    }

    [Fact]
    public async Task Only_what_is_new_since_an_earlier_report_sets_the_exit_code()
    {
        var first = await RunAsync("good.test", "redirected.test", "no-reports.test", "--output", "json");
        Assert.Equal(3, first.ExitCode);
        Write("first.json", first.Output);

        var same = await RunAsync("good.test", "redirected.test", "no-reports.test", "--since", InFolder("first.json"), "--strict");
        same.AssertOutputContains(0, "sustained: error MTASTS503 mta-sts.redirected.test\n");
        Assert.Contains(": 0 added, 2 sustained, 0 removed.\n", same.Output, Ordinal);

        var more = await RunAsync("good.test", "redirected.test", "not-found.test", "--since", InFolder("first.json"));
        more.AssertOutputContains(3, "added: error MTASTS504 mta-sts.not-found.test: ");
        Assert.Contains("new domain: not-found.test\n", more.Output, Ordinal);
        Assert.Contains("no longer checked: no-reports.test\n", more.Output, Ordinal);
    }

    [Fact]
    public async Task A_report_of_another_kind_is_not_compared_with()
    {
        Write("first.json", "[]");

        var result = await RunAsync("good.test", "--since", InFolder("first.json"));

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"{InFolder("first.json")} is not a report to compare with: ", result.Errors, Ordinal);
    }

    [Fact]
    public async Task One_run_writes_the_page_and_the_test_results_too()
    {
        var result = await RunAsync(
            "good.test", "redirected.test", "no-reports.test", "--html", InFolder("page.html"), "--junit", InFolder("results.xml"));

        Assert.Equal((3, ""), result.Ending);
        var suites = XDocument.Load(InFolder("results.xml")).Root!;
        Assert.Equal(
            ("15", "1", "1"), (suites.Attribute("tests")!.Value, suites.Attribute("failures")!.Value, suites.Attribute("skipped")!.Value));
        var page = await File.ReadAllTextAsync(InFolder("page.html"), Token);
        Assert.Contains("redirected.test", page, Ordinal);
        Assert.EndsWith("</html>\n", page, Ordinal);
        Assert.Equal(["page.html", "results.xml"], Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Domains_not_done_in_time_are_told_as_not_checked_part_by_part()
    {
        var result = await RunAsync("never-answering.test", "no-dns-answer.scripted.test", "--timeout", "1s", "--smtp", "--output", "json");

        Assert.Equal((2, ""), result.Ending);
        var report = result.Json;
        Assert.Equal(["never-answering.test", "no-dns-answer.scripted.test"], GetDomains(report));
        Assert.All(report.GetProperty("domains").EnumerateArray(), domain =>
        {
            Assert.Equal("notChecked", domain.Text("outcome"));
            Assert.Equal(["txt", "reports", "host", "policy", "mx", "smtp"], domain.GetProperty("parts").Texts("area"));
            Assert.All(
                domain.GetProperty("parts").EnumerateArray(), part => Assert.Equal("The check ran out of time.", part.Text("notChecked")));
        });
    }

    [Fact]
    public async Task Errors_count_before_domains_that_were_not_done_in_time() =>
        (await RunAsync("redirected.test", "never-answering.test", "--concurrency", "2", "--timeout", "8s"))
            .AssertOutputContains(3, "not checked: The check ran out of time.");

    [Fact]
    public async Task A_resolver_that_never_answers_is_found_and_ends_the_run()
    {
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));

        var result = await Tool.RunAsync(
            "check", "good.test", "--smtp", "--output", "json", "--resolver", silent.Client.LocalEndPoint!.ToString()!);

        Assert.Equal((3, ""), result.Ending);
        var parts = result.Json.GetProperty("domains")[0].GetProperty("parts").EnumerateArray().ToList();
        Assert.Equal(
            [
                "Whether the domain has an MTA-STS record could not be determined.",
                "Whether the domain asks for reports could not be determined.",
                "Where the host points could not be determined.",
                "The address of mta-sts.good.test could not be determined, so the policy was not fetched.",
                "Which hosts receive the domain's mail could not be determined.",
                "Which hosts receive the domain's mail could not be determined.",
            ],
            parts.Select(part => part.Text("notChecked")));
    }

    [Fact]
    public async Task Long_work_shows_how_far_it_is_and_ends_when_it_is_interrupted()
    {
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        string[] many = [.. Enumerable.Range(1, 40).Select(number => $"d{number}.example")];
        using var session = TerminalSession.Start(
            ["check", .. many, "--concurrency", "1", "--resolver", silent.Client.LocalEndPoint!.ToString()!]);
        await session.ReadUntilAsync("Checking");

        var (exitCode, screen) = await session.InterruptAsync();

        Assert.Equal(2, exitCode);
        Assert.EndsWith("Cancelled.\n", screen, Ordinal);
        Assert.DoesNotContain("domains:", screen, Ordinal);
    }

    private string[] Place => ["--resolver", network.Resolver.ToString(), "--allow-private"];

    private static IEnumerable<string?> GetDomains(JsonElement report) => report.GetProperty("domains").Texts("domain");

    private Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync(
        ["check", .. arguments, .. Place], network.TrustingEnvironment);

    private async Task<JsonElement> ReadAsync(params string[] arguments) => (await RunAsync([.. arguments, "--output", "json"])).Json;
}
