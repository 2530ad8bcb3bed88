using MtaSts.Checks.Fetching;
using MtaSts.Functions.Tests.Checks;

namespace MtaSts.Functions.Tests.Cli;

/// <summary><c>check</c> where resolvers and hosts do not answer, or not in time.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class CheckUnansweredTests(TestNetwork network) : TestsOfCheck(network)
{
    [Fact]
    public async Task Domains_not_done_in_time_are_told_as_not_checked_part_by_part()
    {
        var result = await RunOutOfTimeAsync("good.test", "never-answering.test", "--smtp", "--output", "json");

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
    public async Task Errors_count_before_domains_that_were_not_done_in_time() =>
        (await RunOutOfTimeAsync("redirected.test", "never-answering.test"))
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

    /// <summary>The time is over once the last domain is being looked at, so that all others are done, however slow the machine.</summary>
    private Task<ToolResult> RunOutOfTimeAsync(params string[] arguments)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var services = new ToolServices
        {
            Time = time,
            CreateProbe = authorities => new TimeEndingProbe(
                new PolicyProbe(authorities), Network.Domains.NeverAnswering, () => time.Advance(TimeSpan.FromSeconds(8))),
        };
        return Tool.RunAsync(
            ["check", .. arguments, "--concurrency", "1", "--timeout", "8s", .. Place], Network.TrustingEnvironment, services: services);
    }
}
