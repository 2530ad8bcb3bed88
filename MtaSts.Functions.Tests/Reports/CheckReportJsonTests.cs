using MtaSts.Cli.Checks;
using MtaSts.Cli.Console;
using static MtaSts.Functions.Tests.Reports.SampleReports;

namespace MtaSts.Functions.Tests.Reports;

public sealed class CheckReportJsonTests : IDisposable
{
    private const string Mx = """{"area":"mx","outcome":"passed","seen":[],"findings":[]}""";
    private const string Good = """
        {"checkedAt":"2026-03-01T12:00:00+00:00","domains":[{"domain":"contoso.com","outcome":"passed","parts":[
        """ + Mx + "]}]}";

    private static readonly CliConsole Console = Tool.CreateConsole(TextWriter.Null, TextWriter.Null, []);

    private readonly string path = Path.Combine(Path.GetTempPath(), $"mta-sts-report-{Guid.NewGuid():N}.json");

    public void Dispose() => File.Delete(path);

    [Fact]
    public async Task What_was_written_is_read_back()
    {
        var hostile = Hostile.Replace("\ud800", "", Ordinal);
        DomainReport[] domains = [.. Many(60), HostileDomain("contoso.com", hostile), Domain("fabrikam.com", WithoutEvidence)];

        await WriteAsync(new CheckReport(Noon.ToOffset(TimeSpan.FromHours(2)), domains));
        var earlier = await EarlierReport.ReadAsync(path, Console, Token);

        Assert.Equal(Noon, earlier.CheckedAt);
        Assert.Equivalent(domains, earlier.Domains, strict: true);
    }

    [Fact]
    public async Task Consequences_are_read_back_and_a_report_of_an_earlier_version_does_without()
    {
        var finding = Finding("MTASTS701", "a") with { Consequence = Consequence.MailAtRisk };
        await WriteAsync(new CheckReport(Noon, [Domain("contoso.com", Part(CheckArea.Mx, finding))]));
        var written = await File.ReadAllTextAsync(path, Token);

        Assert.Equal(Consequence.MailAtRisk, (await EarlierReport.ReadAsync(path, Console, Token)).Domains[0].Consequence);
        await File.WriteAllTextAsync(
            path, string.Join('\n', written.Split('\n').Where(line => !line.Contains("consequence", Ordinal))), Token);
        Assert.Equal(Consequence.ProtectionMissing, (await EarlierReport.ReadAsync(path, Console, Token)).Domains[0].Consequence);
    }

    [Fact]
    public void The_members_are_those_of_the_document()
    {
        var earlier = new EarlierReport(Noon.AddDays(-1), [Domain("contoso.com", Part(CheckArea.Mx, Finding("MTASTS701", "gone")))]);
        var part = new CheckPart(CheckArea.Mx, [new Observation("MX", "a")], [Finding("MTASTS701", "a")]);

        var report = JsonSerializer.SerializeToElement(
            CheckReportJson.From(
                new CheckReport(Noon, [Domain("contoso.com", part, new CheckPart(CheckArea.Smtp, [], [], "closed."))], earlier)),
            CheckJson.Default.CheckReportJson);

        Assert.Equal(["checkedAt", "version", "counts", "changes", "domains", "removed", "unchecked"], Names(report));
        Assert.Equal(
            ["domains", "passed", "notChecked", "warned", "failed", "enforce", "testing", "none", "withoutPolicy", "errors", "warnings",
                "mailAtRisk", "protectionMissing", "recordsToPublish"],
            Names(report.GetProperty("counts")));
        Assert.Equal(["since", "added", "sustained", "removed", "newDomains", "goneDomains"], Names(report.GetProperty("changes")));
        var domain = report.GetProperty("domains")[0];
        Assert.Equal(["domain", "unicode", "mode", "id", "hosted", "outcome", "consequence", "parts"], Names(domain));
        Assert.Equal(["area", "outcome", "seen", "findings"], Names(domain.GetProperty("parts")[0]));
        Assert.Equal(["area", "outcome", "notChecked", "seen", "findings"], Names(domain.GetProperty("parts")[1]));
        Assert.Equal(["name", "value"], Names(domain.GetProperty("parts")[0].GetProperty("seen")[0]));
        Assert.Equal(
            ["phase", "subject", "code", "severity", "consequence", "line", "column", "message", "advice", "section", "change"],
            Names(domain.GetProperty("parts")[0].GetProperty("findings")[0]));
        Assert.Equal(["domain", "area", "finding"], Names(report.GetProperty("removed")[0]));
    }

    [Fact]
    public void The_words_are_those_of_the_document()
    {
        var text = JsonSerializer.Serialize(CheckReportJson.From(new CheckReport(Noon, Many(60))), CheckJson.Default.CheckReportJson);

        Assert.All(
            "txt reports host policy mx smtp passed notChecked warned failed dns fetch match certificate error warning".Split(' '),
            word => Assert.Contains($"\"{word}\"", text, Ordinal));
    }

    [Fact]
    public void A_part_without_evidence_says_so_and_its_domain_passes_all_the_same()
    {
        var report = new CheckReport(Noon, [Domain("contoso.com", Part(CheckArea.Mx), WithoutEvidence)]);

        var json = JsonSerializer.SerializeToElement(CheckReportJson.From(report), CheckJson.Default.CheckReportJson);

        var domain = json.GetProperty("domains")[0];
        Assert.Equal(["passed", "noEvidence"], domain.GetProperty("parts").Texts("outcome"));
        Assert.Equal(("passed", 1), (domain.Text("outcome"), json.GetProperty("counts").GetProperty("passed").GetInt32()));
    }

    [Fact]
    public async Task What_could_not_be_checked_is_sustained_over_any_number_of_reports()
    {
        DomainReport[] failed = [Domain("contoso.com", Part(CheckArea.Smtp, Finding("MTASTS821", "mx")))];
        DomainReport[] closed = [Domain("contoso.com", new CheckPart(CheckArea.Smtp, [], [], "closed."))];
        await WriteAsync(new CheckReport(Noon, failed));
        for (var day = 0; day < 2; day++)
        {
            await WriteAsync(new CheckReport(Noon, closed, await EarlierReport.ReadAsync(path, Console, Token)));
        }

        var comparison = new CheckReport(Noon, failed, await EarlierReport.ReadAsync(path, Console, Token)).Comparison!;

        Assert.Equal((0, 1), (comparison.AddedCount, comparison.SustainedCount));
    }

    [Fact]
    public async Task What_only_the_store_shows_is_sustained_over_any_number_of_reports_without_it()
    {
        DomainReport[] drifted = [Domain("contoso.com", Part(CheckArea.Policy, Finding("MTASTS703", "mta-sts.contoso.com")))];
        DomainReport[] withoutStore = [Domain("contoso.com", Part(CheckArea.Policy)) with { IsHosted = false }];
        await WriteAsync(new CheckReport(Noon, drifted));
        for (var day = 0; day < 2; day++)
        {
            await WriteAsync(new CheckReport(Noon, withoutStore, await EarlierReport.ReadAsync(path, Console, Token)));
        }

        var comparison = new CheckReport(Noon, withoutStore, await EarlierReport.ReadAsync(path, Console, Token)).Comparison!;

        Assert.Equal((0, 1, 0), (comparison.AddedCount, comparison.SustainedCount, comparison.Removed.Count));
    }

    [Theory, InlineData("", "line 1, column 1"), InlineData("null", "it is null"), InlineData("[]", "line 1, column 2, at $")]
    [InlineData("{}", "at $, is not valid, or lacks a member")]
    [InlineData("{\"checkedAt\":\"2026-03-01T12:00:00Z\",\"domains\":null}", "line 1, column ")]
    [InlineData("{\"checkedAt\":\"2026-03-01T12:00:00Z\",\"domains\":[null]}", "'domains' contains null")]
    [InlineData("{\"checkedAt\":\"soon\",\"domains\":[]}", "at $.checkedAt")]
    public async Task A_file_that_is_no_report_is_refused_with_its_name_and_its_fault(string text, string fault) =>
        await AssertRefusedAsync(text, fault);

    [Theory, InlineData("contoso.com", "-", "a domain is invalid: ")]
    [InlineData("\"mx\"", "\"dane\"", "contoso.com: 'area' is 'dane', not one of txt, reports, host, policy, mx, smtp")]
    [InlineData("[{\"area\"", "[null,{\"area\"", "contoso.com: 'parts' contains null")]
    [InlineData("\"findings\":[]", "\"findings\":[null]", "contoso.com: 'findings' contains null")]
    [InlineData("\"seen\":[]", "\"seen\":[{\"name\":\"a\"}]", "at $.domains[0].parts[0].seen[0]")]
    [InlineData(
        "\"outcome\":\"passed\",\"parts\"", "\"mode\":\"strict\",\"outcome\":\"passed\",\"parts\"", "contoso.com: 'mode' is 'strict'")]
    [InlineData("}]}]}", "}]},{\"domain\":\"CONTOSO.com\",\"outcome\":\"passed\",\"parts\":[" + Mx + "]}]}", "contoso.com appears twice")]
    [InlineData("}]}]}", "}," + Mx + "]}]}", "contoso.com: it has no parts, or one of them twice")]
    [InlineData("}]}]}", "}]}],\"unchecked\":[null]}", "'unchecked' contains null")]
    public async Task A_report_that_was_tampered_with_is_refused_with_its_name_and_its_fault(string good, string bad, string fault) =>
        await AssertRefusedAsync(Good.Replace(good, bad, Ordinal), fault);

    [Fact]
    public async Task Redirections_of_PowerShell_are_read()
    {
        foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode])
        {
            await File.WriteAllTextAsync(path, Good, encoding, Token);

            Assert.Single((await EarlierReport.ReadAsync(path, Console, Token)).Domains);
        }
    }

    [Fact]
    public async Task An_endless_file_is_read_only_so_far()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "There is no endless file here.");

        var exception = await Assert.ThrowsAsync<CommandException>(() => EarlierReport.ReadAsync("/dev/zero", Console, Token));

        Assert.StartsWith("/dev/zero is not a report to compare with: it is larger than 100000000 bytes.", exception.Message, Ordinal);
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private async Task AssertRefusedAsync(string text, string fault)
    {
        await File.WriteAllTextAsync(path, text, Token);
        var exception = await Assert.ThrowsAsync<CommandException>(() => EarlierReport.ReadAsync(path, Console, Token));
        Assert.Equal(ExitCode.Failed, exception.ExitCode);
        Assert.StartsWith($"{path} is not a report to compare with: ", exception.Message, Ordinal);
        Assert.Contains(fault, exception.Message, Ordinal);
        Assert.EndsWith(". Name a file that 'mta-sts check --json FILE' wrote, or leave out --since.", exception.Message, Ordinal);
    }

    private Task WriteAsync(CheckReport report) =>
        File.WriteAllTextAsync(path, JsonSerializer.Serialize(CheckReportJson.From(report), CheckJson.Default.CheckReportJson), Token);
}
