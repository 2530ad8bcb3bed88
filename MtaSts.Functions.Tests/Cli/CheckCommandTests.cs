namespace MtaSts.Functions.Tests.Cli;

/// <summary><c>check</c>: its exit codes, what it is told to check, and what it shows.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class CheckCommandTests(TestNetwork network) : TestsOfCheck(network)
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
            [.. Network.TrustingEnvironment, ("COLUMNS", "80")]);

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
            ["check", "--file", "-", .. Place, "--output", "json"], Network.TrustingEnvironment, "good.test\nnone.test\n");

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

    [Theory, InlineData(80), InlineData(120)]
    public async Task The_worst_consequences_come_first_and_are_counted(int columns)
    {
        var result = await Tool.RunAsync(
            ["check", "good.test", "no-reports.test", "redirected.test", "two-mx.test", .. Place],
            [.. Network.TrustingEnvironment, ("COLUMNS", $"{columns}")]);

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
        string[] call = ["good.test", Network.Domains.UnusedPattern.Ascii, "--failed"];

        var lax = await RunAsync(call);
        var strict = await RunAsync([.. call, "--strict"]);

        lax.AssertOutputContains(0, "\n2 domains with nothing to act on are not shown.\n");
        Assert.DoesNotContain("MTASTS752", lax.Output, Ordinal);
        strict.AssertOutputContains(3, $"\nAdvice: 1 domain\n{Network.Domains.UnusedPattern}");
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
}
