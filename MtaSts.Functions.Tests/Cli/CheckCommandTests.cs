using System.Xml.Linq;
using MtaSts.Functions.Tests.Checks;

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
    [InlineData("", "Name domains, or use --file, --customer or --all.")]
    [InlineData("good.test --all", "Name domains, or use --file, --customer or --all.")]
    [InlineData("--file list --all", "Name domains, or use --file, --customer or --all.")]
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
        Assert.Equal(
            "4 domains: mail at risk 1, protection missing 1, not checked 1, in order 1; 3 errors, 0 warnings.",
            string.Join(' ', lines[^3..^1].Select(line => line.Trim())));
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
                + "(IDNA).\nWrite one domain per line. Nothing was done.\n"),
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
        var result = await RunAsync("good.test", "never-answering.test", "--timeout", "8s", "--smtp", "--output", "json");

        Assert.Equal(
            (2, "1 of 2 domains could not be checked. Allow more time with --timeout, or name another resolver with --resolver.\n"),
            result.Ending);
        var report = result.Json;
        Assert.Equal(["never-answering.test", "good.test"], GetDomains(report));
        var domain = report.GetProperty("domains")[0];
        Assert.Equal("notChecked", domain.Text("outcome"));
        Assert.Equal(["txt", "reports", "host", "policy", "mx", "smtp"], domain.GetProperty("parts").Texts("area"));
        Assert.All(
            domain.GetProperty("parts").EnumerateArray(), part => Assert.Equal("The check ran out of time.", part.Text("notChecked")));
    }

    [Fact]
    public async Task A_run_without_time_for_any_domain_keeps_nothing_and_leaves_what_there_was()
    {
        var (page, json, results) = (Write("page.html", "of yesterday"), Write("last.json", "of yesterday"), InFolder("results.xml"));

        var result = await RunAsync(
            "never-answering.test", "no-dns-answer.scripted.test", "--timeout", "1s", "--html", page, "--json", json, "--junit", results);

        Assert.Equal(
            new ToolResult(
                2, "",
                "The time for the run was over before any of the 2 domains was checked. Nothing was kept. Allow more time with --timeout, "
                + "or name another resolver with --resolver.\n"),
            result);
        Assert.Equal("of yesterday", await File.ReadAllTextAsync(page, Token));
        Assert.Equal("of yesterday", await File.ReadAllTextAsync(json, Token));
        Assert.Equal(["last.json", "page.html"], Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task The_report_is_kept_beside_the_table_and_the_next_run_compares_with_it_and_replaces_it()
    {
        var json = InFolder("last.json");
        string[] call = ["redirected.test", "--since", json, "--json", json];

        var first = await RunAsync(call);
        var kept = JsonDocument.Parse(await File.ReadAllTextAsync(json, Token)).RootElement;
        var second = await RunAsync(call);

        Assert.Equal((3, $"There is no earlier report {json}: everything counts as new.\n"), first.Ending);
        Assert.Equal(["redirected.test"], GetDomains(kept));
        Assert.Contains("error MTASTS503 mta-sts.redirected.test: ", first.Output, Ordinal);
        Assert.Equal((0, ""), second.Ending);
        Assert.Contains("sustained: error MTASTS503 mta-sts.redirected.test\n", second.Output, Ordinal);
        var replaced = JsonDocument.Parse(await File.ReadAllTextAsync(json, Token)).RootElement;
        Assert.Equal(1, replaced.GetProperty("changes").GetProperty("sustained").GetInt32());
        Assert.Equal([json], Directory.EnumerateFiles(Folder));
    }

    [Fact]
    public async Task An_earlier_report_that_no_run_keeps_must_be_there()
    {
        var json = InFolder("last.json");

        var result = await RunAsync("good.test", "--since", json);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"{json} could not be read: ", result.Errors, Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_written_of_the_page_is_not_kept_as_known()
    {
        var json = Write("last.json", "{");
        Directory.CreateDirectory(InFolder("page.html"));

        var result = await RunAsync("redirected.test", "--json", json, "--html", InFolder("page.html"));

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"{InFolder("page.html")} could not be written: ", result.Errors, Ordinal);
        Assert.Equal("{", await File.ReadAllTextAsync(json, Token));
    }

    [Fact]
    public async Task Errors_count_before_domains_that_were_not_done_in_time() =>
        (await RunAsync("redirected.test", "never-answering.test", "--concurrency", "2", "--timeout", "8s"))
            .AssertOutputContains(3, "not checked: The check ran out of time.");

    [Fact]
    public async Task A_resolver_that_never_answers_is_told_once_and_no_report_is_written()
    {
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var earlier = Write("page.html", "of yesterday");

        var result = await Tool.RunAsync(
            "check", "good.test", "testing.test", "--smtp", "--output", "json", "--html", earlier, "--junit", InFolder("results.xml"),
            "--json", InFolder("last.json"),
            "--resolver", silent.Client.LocalEndPoint!.ToString()!);

        Assert.Equal(
            new ToolResult(
                2, "",
                $"The resolver {silent.Client.LocalEndPoint} answered nothing: the request timed out. Nothing was checked. "
                + "Name another one with --resolver.\n"),
            result);
        Assert.Equal("of yesterday", await File.ReadAllTextAsync(earlier, Token));
        Assert.Equal(["page.html"], Directory.EnumerateFiles(Folder).Select(Path.GetFileName));
    }

    [Theory, InlineData(DnsMessage.ServerFailure, "SERVFAIL"), InlineData(DnsMessage.Refused, "REFUSED")]
    public async Task A_resolver_that_refuses_all_is_told_once(int code, string fault)
    {
        using var refusing = new DnsServer(query => [DnsMessage.Answer(query, code, [])]);

        var result = await Tool.RunAsync("check", "good.test", "--resolver", $"{refusing.EndPoint}");

        Assert.Equal(
            new ToolResult(
                2, "",
                $"The resolver {refusing.EndPoint} answered nothing: {fault}. Nothing was checked. Name another one with --resolver.\n"),
            result);
    }

    [Fact]
    public async Task Domains_for_which_the_resolver_does_not_answer_any_more_are_told_as_not_checked_and_not_as_mended()
    {
        using var failing = new DnsServer(query => [DnsMessage.Answer(
            query, query.Name.EndsWith("answered.example", Ordinal) ? DnsMessage.NameError : DnsMessage.ServerFailure, [])]);
        var earlier = InFolder("earlier.json");
        var lost = Reports.SampleReports.Domain(
            "lost.example", Reports.SampleReports.Part(CheckArea.Mx, Reports.SampleReports.Finding("MTASTS701", "mx.lost.example")));
        await File.WriteAllTextAsync(
            earlier,
            JsonSerializer.Serialize(
                MtaSts.Cli.Checks.CheckReportJson.From(new(Reports.SampleReports.Noon, [lost])),
                MtaSts.Cli.Checks.CheckJson.Default.CheckReportJson),
            Token);

        var result = await Tool.RunAsync(
            "check", "answered.example", "lost.example", "--resolver", $"{failing.EndPoint}", "--since", earlier, "--output", "json");

        Assert.Equal(
            (3, "1 of 2 domains could not be checked. Allow more time with --timeout, or name another resolver with --resolver.\n"),
            result.Ending);
        Assert.Equal(["answered.example", "lost.example"], GetDomains(result.Json));
        Assert.All(
            result.Json.GetProperty("domains")[1].GetProperty("parts").EnumerateArray(),
            part => Assert.Equal("The resolver did not answer any more: SERVFAIL.", part.Text("notChecked")));
        Assert.Equal(["lost.example"], result.Json.GetProperty("unchecked").Texts("domain"));
        Assert.Empty(result.Json.GetProperty("removed").EnumerateArray());
    }

    [Fact]
    public async Task Where_only_the_name_servers_of_the_domain_fail_the_findings_are_told() =>
        Assert.Equal((3, ""), (await RunAsync("server-failure.scripted.test")).Ending);

    [Fact]
    public async Task One_domain_that_is_answered_for_is_enough_for_a_report() =>
        Assert.Equal((3, ""), (await RunAsync("server-failure.scripted.test", "good.test")).Ending);

    [Theory, InlineData(80), InlineData(120)]
    public async Task The_worst_consequences_come_first_and_are_counted(int columns)
    {
        var result = await Tool.RunAsync(
            ["check", "good.test", "no-reports.test", "redirected.test", "two-mx.test", .. Place],
            [.. network.TrustingEnvironment, ("COLUMNS", $"{columns}")]);

        var lines = result.Output.Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= columns, line));
        Assert.Equal(
            ["two-mx.test", "redirected.test", "no-reports.test", "good.test"],
            lines.Where(line => line.Contains(".test  ", Ordinal)).Select(line => line.Split(' ')[0]));
        Assert.Contains("Mail is at risk in 1 of 4 domains: senders refuse to deliver, or may do so.", result.Output, Ordinal);
        Assert.Contains("\nAt risk: two-mx.test.", result.Output, Ordinal);
    }

    [Fact]
    public async Task Only_domains_to_act_on_are_shown_when_asked_for_and_files_have_all()
    {
        var (page, json) = (InFolder("page.html"), InFolder("last.json"));

        var result = await RunAsync("testing.test", "redirected.test", "closed-mail.test", "--failed", "--html", page, "--json", json);

        Assert.Equal((3, ""), result.Ending);
        Assert.Contains("\nProtection missing: 1 domain\nredirected.test", result.Output, Ordinal);
        Assert.DoesNotContain("testing.test", result.Output, Ordinal);
        Assert.Contains("\n2 domains with nothing to act on are not shown.\n", result.Output, Ordinal);
        Assert.Contains("testing.test", await File.ReadAllTextAsync(page, Token), Ordinal);
        Assert.Equal(
            ["redirected.test", "testing.test", "closed-mail.test"],
            GetDomains(JsonDocument.Parse(await File.ReadAllTextAsync(json, Token)).RootElement));
    }

    [Fact]
    public async Task Where_warnings_are_errors_their_domains_are_to_act_on()
    {
        string[] call = ["good.test", network.Domains.UnusedPattern.Ascii, "--failed"];

        var lax = await RunAsync(call);
        var strict = await RunAsync([.. call, "--strict"]);

        lax.AssertOutputContains(0, "\n2 domains with nothing to act on are not shown.\n");
        Assert.DoesNotContain("MTASTS752", lax.Output, Ordinal);
        strict.AssertOutputContains(3, $"\nAdvice: 1 domain\n{network.Domains.UnusedPattern}");
        Assert.Contains("warning MTASTS752 ", strict.Output, Ordinal);
        Assert.Contains("\n1 domain with nothing to act on is not shown.\n", strict.Output, Ordinal);
    }

    [Fact]
    public async Task The_order_of_the_json_is_that_of_the_consequences_and_each_is_named()
    {
        var report = await ReadAsync("good.test", "no-reports.test", "redirected.test", "two-mx.test");

        var domains = report.GetProperty("domains");
        Assert.Equal(["two-mx.test", "redirected.test", "no-reports.test", "good.test"], domains.Texts("domain"));
        Assert.Equal(["mailAtRisk", "protectionMissing", "recordToPublish", "none"], domains.Texts("consequence"));
        Assert.Equal(
            (1, 1, 1),
            (report.GetProperty("counts").GetProperty("mailAtRisk").GetInt32(),
             report.GetProperty("counts").GetProperty("protectionMissing").GetInt32(),
             report.GetProperty("counts").GetProperty("recordsToPublish").GetInt32()));
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
