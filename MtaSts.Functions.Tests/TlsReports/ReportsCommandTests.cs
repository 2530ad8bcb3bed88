using MtaSts.Cli.Configuration;
using MtaSts.Sqlite;

namespace MtaSts.Functions.Tests.TlsReports;

/// <summary>What <c>mta-sts reports</c> shows of the reports in a folder.</summary>
public sealed class ReportsCommandTests : TestsWithFolder
{
    private const string Advice =
        "certificate-expired: the certificate of the mail host has expired. Renew the\n    certificate of the mail host. "
        + "Check finds it as MTASTS821.\n";

    [Fact]
    public async Task Failures_are_shown_by_day_and_kind_and_set_the_exit_code()
    {
        WriteFailing();

        var result = await RunAsync(Folder);

        Assert.Equal(
            """
            contoso.com: 3 sessions failed, 10 went well under MTA-STS.
              Day           Successful      Failed  Reported by
              2026-11-20            10           3  Example Mail
              3 failed: certificate-expired at a.mx.contoso.com from 192.0.2.1, on
                2026-11-20 (Example Mail)

            What it means, and what to do:

            """.ReplaceLineEndings("\n") + $"  {Advice}\n",
            result.Output);
        Assert.Equal((3, "Files: 1; reports: 1; not read: 0.\n"), result.Ending);
    }

    [Fact]
    public async Task Counts_of_any_length_stand_apart_and_the_lines_keep_to_80_columns()
    {
        var report = ReportText.Create(successful: 5);
        report["organization-name"] = string.Join(' ', Enumerable.Repeat("Mail", 20));
        report.SetFailures(ReportText.CreateFailure("certificate-expired", 1_000_000_000));
        Write("report.json", report.ToJsonString());

        var lines = (await RunAsync(Folder)).Output.Split('\n');

        Assert.Equal("  Day           Successful        Failed  Reported by", lines[1]);
        Assert.StartsWith("  2026-11-20             5 1,000,000,000  Mail Mail ", lines[2], Ordinal);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task Without_failures_all_is_well()
    {
        Write("report.json", ReportText.Create().ToJsonString());
        Write("again.json", ReportText.Create().ToJsonString());
        Write("once-more.json", ReportText.Create().ToJsonString());

        var result = await RunAsync(Folder);

        Assert.StartsWith("contoso.com: 10 sessions under MTA-STS, none failed.\n", result.Output, Ordinal);
        Assert.Equal((0, "Files: 3; reports: 1; copies: 2; not read: 0.\n"), result.Ending);
    }

    [Fact]
    public async Task Sessions_under_other_policies_are_shown_apart_and_added_to_nothing()
    {
        WriteOther("tlsa", "");

        var result = await RunAsync(Folder);

        Assert.StartsWith("contoso.com: no sessions under MTA-STS.\n", result.Output, Ordinal);
        Assert.Contains("\n  Example Mail went by DANE: 6 sessions, the last on 2026-11-20.\n", result.Output, Ordinal);
        Assert.Contains("\n  2 failed, under tlsa: no reason given, on 2026-11-20", result.Output, Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task What_failed_without_a_policy_counts_and_what_went_well_without_one_does_not()
    {
        WriteOther("no-policy-found", "certificate-expired");

        var result = await RunAsync(Folder);
        var domain = (await RunAsync(Folder, "--output", "json")).Json.GetProperty("domains")[0];

        Assert.StartsWith("contoso.com: 2 sessions failed, none went well under MTA-STS.\n", result.Output, Ordinal);
        Assert.Contains("\n  2026-11-20             0           2  Example Mail\n", result.Output, Ordinal);
        Assert.Contains("\n  Example Mail found no policy: 6 sessions, the last on 2026-11-20.\n", result.Output, Ordinal);
        Assert.Equal(3, result.ExitCode);
        Assert.Equal((0, 2), (domain.GetProperty("successful").GetInt64(), domain.GetProperty("failed").GetInt64()));
        Assert.True(domain.GetProperty("failures")[0].GetProperty("counts").GetBoolean());
    }

    [Fact]
    public async Task Json_has_the_same()
    {
        WriteFailing();
        Write("other.txt", "nothing");

        var json = (await RunAsync(Folder, "--output", "json")).Json;

        var domain = Assert.Single(json.GetProperty("domains").EnumerateArray());
        var failure = Assert.Single(domain.GetProperty("failures").EnumerateArray());
        Assert.Equal((10, 3), (domain.GetProperty("successful").GetInt64(), domain.GetProperty("failed").GetInt64()));
        Assert.Equal(
            ("certificate-expired", "a.mx.contoso.com", "sts"),
            (failure.Text("type"), failure.Text("host"), failure.Text("policyType")));
        Assert.Equal(["it is text, not a report"], json.GetProperty("unreadable").Texts("fault"));
    }

    [Fact]
    public async Task What_is_odd_in_a_report_is_named_wherever_it_is_shown()
    {
        var report = ReportText.Create();
        var second = report["policies"]![0]!.DeepClone();
        second["policy"]!["policy-domain"] = "not a domain";
        report["policies"]!.AsArray().Add(second);
        var (file, page) = (Write("report.json", report.ToJsonString()), InFolder("page.html"));

        var table = await RunAsync(file, "--html", page);
        var odd = Assert.Single((await RunAsync(file, "--output", "json")).Json.GetProperty("odd").EnumerateArray());

        Assert.Matches(
            $@"\ANote on {Regex.Escape(file)}: 'not a domain' is not a domain \([^\n]+\)\.\nFiles: 1; reports: 1;", table.Errors);
        Assert.Equal(file, odd.Text("source"));
        Assert.StartsWith("'not a domain' is not a domain (", odd.GetProperty("remarks")[0].GetString(), Ordinal);
        Assert.Contains("Odd reports</h2>", await File.ReadAllTextAsync(page, Token), Ordinal);
    }

    [Theory]
    [InlineData("2026-11-01", "1 domain, as senders report on it since 2026-11-01 00:00 UTC; read on")]
    [InlineData(null, "2 domains, as senders report on them; read on")]
    public async Task The_page_says_what_it_is_of(string? since, string subject)
    {
        Write("contoso.json", ReportText.Create().ToJsonString());
        Write("fabrikam.json", ReportText.Create("fabrikam.com").ToJsonString());
        var page = InFolder("page.html");

        await RunAsync([Folder, "--html", page, .. since is null ? [] : (string[])["--since", since, "--domain", "contoso.com"]]);

        var text = Regex.Replace(await File.ReadAllTextAsync(page, Token), "\\s+", " ");
        Assert.Contains(subject, text, Ordinal);
        Assert.Contains("RFC 8460</a> defines TLS reports.", text, Ordinal);
    }

    [Fact]
    public async Task Of_failures_that_a_stranger_made_up_the_first_are_shown()
    {
        var report = ReportText.Create();
        report.SetFailures([.. Enumerable.Range(0, 150).Select(number => ReportText.CreateFailure($"kind {number}", 1))]);
        var (file, page) = (Write("report.json", report.ToJsonString()), InFolder("page.html"));

        var table = await RunAsync(file, "--html", page);
        var domain = (await RunAsync(file, "--output", "json")).Json.GetProperty("domains")[0];

        Assert.Contains("\n  And 130 other failures; --output json has more.\n", table.Output, Ordinal);
        Assert.InRange(table.Output.Split('\n').Length, 20, 120);
        Assert.Equal(20, Regex.Count(await File.ReadAllTextAsync(page, Token), "<b>1 failed</b>"));
        Assert.Equal((150, 0), (domain.GetProperty("failures").GetArrayLength(), domain.GetProperty("moreFailures").GetInt32()));
    }

    [Fact]
    public async Task Only_the_domains_of_the_store_are_shown_where_there_is_one()
    {
        WriteFailing();
        Write("more/report.json", ReportText.Create("fabrikam.com").ToJsonString());
        Write("policies/fabrikam.com.txt", "version: STSv1\r\nmode: testing\r\nmx: mail.fabrikam.com\r\nmax_age: 604800\r\n");
        Write("policies/tailspintoys.com.txt", "version: STSv1\r\nmode: testing\r\nmx: mail.tailspintoys.com\r\nmax_age: 604800\r\n");

        var result = await RunAsync(InFolder("report.json"), InFolder("more"), "--directory", InFolder("policies"));

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("fabrikam.com: 10 sessions", result.Output, Ordinal);
        Assert.DoesNotContain("contoso.com", result.Output, Ordinal);
        Assert.Contains("Nobody reported on tailspintoys.com. That is no evidence", result.Output, Ordinal);
        Assert.StartsWith("Left out: reports of 1 other domain. ", result.Errors, Ordinal);
    }

    [Fact]
    public async Task A_domain_is_shown_with_its_customer_also_where_it_is_named()
    {
        WriteFailing();
        var database = InFolder("policies.db");
        var rows = new SqliteRowStore(database, TimeProvider.System);
        await rows.CreateAsync(Token);
        await new RowPolicyStore(rows, TimeProvider.System).SetCustomerAsync(DomainName.Parse("contoso.com"), "Tailspin Toys", Token);

        var result = await RunAsync(InFolder("report.json"), "--domain", "contoso.com", "--database", database);

        Assert.StartsWith("contoso.com (Tailspin Toys): 3 sessions failed, ", result.Output, Ordinal);
    }

    [Theory]
    [InlineData("2026-11-20", 1)]
    [InlineData("2026-11-21", 0)]
    public async Task Only_what_ends_on_a_date_or_later_counts(string since, int domains)
    {
        Write("report.json", ReportText.Create().ToJsonString());

        var result = await RunAsync(Folder, "--since", since, "--domain", "contoso.com", "--output", "json");

        Assert.Equal(domains, result.Json.GetProperty("domains").GetArrayLength());
        Assert.Equal(1 - domains, result.Json.GetProperty("withoutReports").GetArrayLength());
    }

    [Theory]
    [InlineData("--since", "soon", "'soon' is neither a date nor a number of days. Use one such as 2026-01-31 or 14.")]
    [InlineData("--domain", "a b", "'a b' is not a domain name")]
    public async Task What_cannot_be_meant_is_refused(string option, string value, string message) =>
        (await RunAsync(Folder, option, value)).AssertErrorsStartWith(1, message);

    [Fact]
    public async Task A_page_that_could_not_be_written_is_refused_before_anything_is_read()
    {
        WriteFailing();
        var page = InFolder("missing", "page.html");

        Assert.Equal(
            new ToolResult(2, "", $"{page} could not be written: the folder {InFolder("missing")} does not exist.\n"),
            await RunAsync(InFolder("report.json"), "--html", page));
        Assert.Equal(
            (1, "The name of the file or folder to write is empty.\n"), (await RunAsync(InFolder("report.json"), "--html", "")).Ending);
    }

    [Fact]
    public async Task Reports_come_by_standard_input_too() => Assert.StartsWith(
        "contoso.com: 10 sessions", (await Tool.RunAsync(["reports", "-"], [], ReportText.Create().ToJsonString())).Output, Ordinal);

    [Fact]
    public async Task Somebody_who_names_none_is_told_how_to() => Assert.Equal(
        (1, "No reports are named. Name files or folders of them, or set reports in mta-sts.json.\n"), (await RunAsync()).Ending);

    [Fact]
    public async Task A_folder_of_the_settings_that_is_not_there_is_named_with_the_file_that_names_it()
    {
        var services = new ToolServices
        {
            ReadSettings = () => new ToolSettings { File = "/home/ann/mta-sts.json", Reports = InFolder("missing") },
        };

        Assert.Equal(
            new ToolResult(
                2,
                "",
                $"{InFolder("missing")} does not exist, and /home/ann/mta-sts.json names it for reports. "
                + "Fetch them with 'mta-sts reports fetch', or name another folder.\n"),
            await Tool.RunAsync(["reports"], [], services: services));
    }

    private void WriteFailing()
    {
        var report = ReportText.Create(failed: 3);
        report.SetFailures(ReportText.CreateFailure("certificate-expired", 3));
        Write("report.json", report.ToJsonString());
    }

    private void WriteOther(string type, string kind)
    {
        var report = ReportText.Create(successful: 4, failed: 2);
        report.GetPolicy()["policy-type"] = type;
        report.SetFailures(kind.Length == 0 ? [] : [ReportText.CreateFailure(kind, 2)]);
        Write("report.json", report.ToJsonString());
    }

    private static Task<ToolResult> RunAsync(params string[] arguments) =>
        Tool.RunAsync(["reports", .. arguments], [("COLUMNS", "80")]);
}
