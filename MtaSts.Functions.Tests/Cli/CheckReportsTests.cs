using System.Xml.Linq;
using MtaSts.Functions.Tests.TlsReports;

namespace MtaSts.Functions.Tests.Cli;

/// <summary><c>check --reports</c>: what senders report is a part of the check like the others.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class CheckReportsTests(TestNetwork network) : TestsWithFolder
{
    private const string Enforced = "version: STSv1|mode: enforce|mx: *.mail.test|max_age: 1209600";

    private static readonly DomainName Domain = DomainName.Parse("good.test");

    [Fact]
    public async Task A_failure_of_a_domain_in_enforce_is_mail_at_risk_in_the_table()
    {
        WriteReport("certificate-expired");

        var result = await RunAsync("good.test", "redirected.test");

        var lines = result.Output.Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        Assert.Equal("Domain           Mode     TXT    Reports  Host   Policy  MX     SMTP   Senders", lines[0]);
        Assert.Contains("good.test        enforce  ok     ok       ok     ok      ok     -      error", lines);
        Assert.Contains("  error MTASTS901 mx.mail.test: Senders reported 2 failed sessions until", lines[4], Ordinal);
        Assert.Equal(3, result.ExitCode);
        Assert.Matches(@"\ANo evidence: since [-\d]+, nobody reported sessions under MTA-STS to redirected\.test\.\n\z", result.Errors);
    }

    [Fact]
    public async Task It_is_in_json_and_junit_and_a_comparison_knows_it_again()
    {
        WriteReport("certificate-expired");
        var (json, junit, page) = (InFolder("first.json"), InFolder("junit.xml"), InFolder("page.html"));

        await RunAsync("good.test", "--json", json, "--junit", junit, "--html", page);
        var same = await RunAsync("good.test", "--since", json, "--output", "json");

        var part = same.Json.GetProperty("domains")[0].GetProperty("parts").EnumerateArray().Last();
        var finding = Assert.Single(part.GetProperty("findings").EnumerateArray());
        Assert.Equal(("senders", "failed"), (part.Text("area"), part.Text("outcome")));
        Assert.Equal(
            ("MTASTS901", "report", "mailAtRisk", "sustained"),
            (finding.Text("code"), finding.Text("phase"), finding.Text("consequence"), finding.Text("change")));
        Assert.Equal(0, same.ExitCode);
        Assert.Contains("Senders", XDocument.Load(junit).Descendants("testcase").Select(test => test.Attribute("name")!.Value));
        Assert.Contains(">Senders</th>", await File.ReadAllTextAsync(page, Token), Ordinal);
    }

    [Fact]
    public async Task Without_reports_there_is_no_such_part_and_what_one_had_found_is_not_taken_for_gone()
    {
        WriteReport("certificate-expired");
        var json = InFolder("first.json");
        await RunAsync("good.test", "--json", json);

        var without = await Tool.RunAsync(["check", "good.test", "--since", json, "--output", "json", .. Place], Environment);

        var areas = without.Json.GetProperty("domains")[0].GetProperty("parts").Texts("area");
        Assert.DoesNotContain("senders", areas);
        Assert.Equal("MTASTS901", without.Json.GetProperty("unchecked")[0].GetProperty("finding").Text("code"));
        Assert.Empty(without.Json.GetProperty("removed").EnumerateArray());
    }

    [Fact]
    public async Task Where_nobody_reports_any_more_the_mark_is_neither_good_nor_bad_and_nothing_counts_as_mended()
    {
        WriteReport("certificate-expired");
        var json = InFolder("first.json");
        await RunAsync("good.test", "--json", json);
        WriteReport("certificate-expired", daysAgo: 90);

        var table = await RunAsync("good.test");
        var later = await RunAsync(
            "good.test", "--since", json, "--output", "json", "--junit", InFolder("junit.xml"), "--html", InFolder("page.html"));

        Assert.Equal("noEvidence", later.Json.GetProperty("domains")[0].GetProperty("parts").Texts("outcome").Last());
        Assert.Matches(
            "^no evidence: nobody reported since [-0-9]+, which speaks neither for nor against it$",
            XDocument.Load(InFolder("junit.xml")).Descendants("skipped").Last().Attribute("message")!.Value);
        Assert.Matches(@"<h4>\s*Senders\s*</h4>", await File.ReadAllTextAsync(InFolder("page.html"), Token));
        Assert.Matches(@"\ngood\.test  +enforce  ok     ok       ok     ok      ok     -      -\n", table.Output);
        Assert.Equal("MTASTS901", later.Json.GetProperty("unchecked")[0].GetProperty("finding").Text("code"));
        Assert.Empty(later.Json.GetProperty("removed").EnumerateArray());
    }

    [Fact]
    public async Task A_report_says_who_saw_how_many_sessions()
    {
        WriteReport("");

        var result = await RunAsync("good.test");

        Assert.Equal((0, ""), result.Ending);
        Assert.Contains("· Senders, reported by: Example Mail\n  · Senders, sessions: 10 under MTA-STS since ", result.Output, Ordinal);
    }

    [Fact]
    public async Task A_missing_path_ends_the_command() => Assert.Equal(
        2, (await Tool.RunAsync(["check", "good.test", "--reports", InFolder("missing"), .. Place], Environment)).ExitCode);

    private string[] Place => ["--resolver", network.Resolver.ToString(), "--allow-private"];

    private (string Name, string Value)[] Environment => [.. network.TrustingEnvironment, ("COLUMNS", "80")];

    private void WriteReport(string kind, int daysAgo = 3)
    {
        var report = ReportText.CreateOf(Domain, daysAgo, "sts", Enforced, kind, "mx.mail.test");
        Write("reports/report.json", report.ToJsonString());
    }

    private Task<ToolResult> RunAsync(params string[] arguments) =>
        Tool.RunAsync(["check", .. arguments, "--reports", InFolder("reports"), .. Place], Environment);
}
