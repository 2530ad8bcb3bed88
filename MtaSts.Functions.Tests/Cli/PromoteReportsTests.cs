using System.Globalization;
using MtaSts.Functions.Tests.TlsReports;

namespace MtaSts.Functions.Tests.Cli;

/// <summary><c>promote --reports</c>: what real senders saw holds domains back, and can do nothing else.</summary>
[Collection(TestNetworkGroup.Name)]
public sealed class PromoteReportsTests(TestNetwork network, AzuriteFixture azurite) : TestsWithFolder, IClassFixture<AzuriteFixture>
{
    private const string Testing = "version: STSv1|mode: testing|mx: *.mail.test|max_age: 1209600";
    private const string Earlier = "version: STSv1|mode: testing|mx: old.test|max_age: 1209600";
    private const string Stranger = "version: STSv1|mode: testing|mx: other.test|max_age: 1209600";

    private readonly PromotionSetup hosted = new(network, azurite.Server);

    /// <summary>Policy type, policy, days ago, kind of failure, host, form of the file, and the finding that holds it back.</summary>
    public static TheoryData<string, string, int, string, string, string, string?> Cases => new()
    {
        { "sts", Testing, 3, "", "", "json", null },
        { "sts", Testing, 3, "validation-failure", "mx.mail.test", "json", "MTASTS951 mx.mail.test" },
        { "sts", Testing, 3, "validation-failure", "mx.old.test", "gz", "MTASTS951 mx.old.test" },
        { "sts", Testing, 3, "starttls-not-supported", "mx.mail.test", "zip", "MTASTS951 mx.mail.test" },
        { "sts", Testing, 3, "certificate-host-mismatch", "mx.mail.test", "eml", "MTASTS951 mx.mail.test" },
        { "sts", Testing, 3, "certificate-expired", "mx.mail.test", "json", "MTASTS951 mx.mail.test" },
        { "sts", Testing, 3, "certificate-not-trusted", "mx.mail.test", "json", "MTASTS951 mx.mail.test" },
        { "sts", Testing, 3, "sts-policy-fetch-error", "", "json", "MTASTS902 d1.app.scripted.test" },
        { "sts", Testing, 3, "sts-webpki-invalid", "", "json", "MTASTS902 d1.app.scripted.test" },
        { "sts", Testing, 3, "a-kind-of-their-own", "", "json", "MTASTS951 d1.app.scripted.test" },
        { "sts", Testing, 3, "no details", "", "json", "MTASTS951 d1.app.scripted.test" },

        // Fourteen days count, and a report counts whose time ends in them.
        { "sts", Testing, 13, "certificate-expired", "mx.mail.test", "json", "MTASTS951 mx.mail.test" },
        { "sts", Testing, 16, "certificate-expired", "mx.mail.test", "json", null },

        // Only what the policy of today mends does not count, and only where the history knows the earlier one.
        { "sts", Earlier, 3, "validation-failure", "mx.mail.test", "json", null },
        { "sts", Earlier, 3, "validation-failure", "old.test", "json", "MTASTS951 old.test" },
        { "sts", Earlier, 3, "certificate-expired", "mx.mail.test", "json", "MTASTS951 mx.mail.test" },
        { "sts", Stranger, 3, "validation-failure", "mx.mail.test", "json", "MTASTS951 mx.mail.test" },

        // DANE is another matter.
        { "tlsa", "", 3, "certificate-expired", "mx.mail.test", "json", null },
        { "no-policy-found", "", 3, "starttls-not-supported", "mx.mail.test", "json", "MTASTS951 mx.mail.test" },
    };

    public override async ValueTask DisposeAsync()
    {
        await hosted.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task A_failed_session_holds_a_domain_back(
        string type, string policy, int daysAgo, string kind, string host, string form, string? blocker)
    {
        await hosted.SaveAsync(30, Domain(1), new PolicyContent.Inline(Parse(Earlier)));
        await hosted.StartInTestingAsync(1);
        WriteReport(type, policy, daysAgo, kind, host, form);

        var result = await hosted.RunAsync($"{Domain(1)}", "--yes", "--reports", Folder, "--output", "json");

        Assert.Equal(blocker is null ? PolicyMode.Enforce : PolicyMode.Testing, (await hosted.ReadAsync(1)).Policy!.Mode);
        Assert.Equal(blocker is null ? 0 : 3, result.ExitCode);
        var blockers = result.Json[0].GetProperty("obstacles").EnumerateArray().Select(text => text.GetString()!.Split(": ")[0]);
        Assert.Equal(blocker is null ? [] : [blocker], blockers);
    }

    [Fact]
    public async Task The_sentence_says_who_reported_what_and_what_enforce_would_do()
    {
        await hosted.StartInTestingAsync(1);
        WriteReport("sts", Testing, 3, "certificate-expired", "mx.mail.test", "json");
        var day = DateTime.UtcNow.Date.AddDays(-3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        var result = await hosted.RunAsync($"{Domain(1)}", "--yes", "--reports", Folder);

        Assert.Equal(
            "Held back: d1.app.scripted.test MTASTS951 mx.mail.test: Senders reported 2 failed sessions until "
            + $"{day} (Example Mail): the certificate of the mail host has expired (certificate-expired). In enforce, they would not "
            + "deliver. Domains: 1; held back: 1; ready: 0, of which now: 0.",
            string.Join(' ', result.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal((3, "Nothing was changed.\n"), result.Ending);
    }

    [Fact]
    public async Task What_senders_report_of_one_domain_is_not_said_of_another()
    {
        await hosted.StartInTestingAsync(1, 2);
        WriteReport("sts", Testing, 3, "certificate-expired", "mx.mail.test", "json");
        Write(
            "other.json",
            ReportText.CreateOf(Domain(2), 3, "sts", Testing, "validation-failure", "mx.other.test").ToJsonString());

        var result = await hosted.RunAsync($"{Domain(1)}", $"{Domain(2)}", "--dry-run", "--reports", Folder);

        Assert.Contains("Held back: d1.app.scripted.test\n  MTASTS951 mx.mail.test: ", result.Output, Ordinal);
        Assert.Contains("Held back: d2.app.scripted.test\n  MTASTS951 mx.other.test: ", result.Output, Ordinal);
    }

    [Fact]
    public async Task That_nobody_reported_is_said_and_not_held_against_a_domain()
    {
        await hosted.StartInTestingAsync(1);
        Write("notes.txt", "no report");

        var result = await hosted.RunAsync($"{Domain(1)}", "--yes", "--reports", Folder);

        Assert.Equal((0, PolicyMode.Enforce), (result.ExitCode, (await hosted.ReadAsync(1)).Policy!.Mode));
        Assert.Matches(
            @"\ANot read: \S+notes\.txt: [^\n]+\.\nThere are no TLS reports in \S+\.\n"
            + @"No evidence for d1\.app\.scripted\.test: nobody reported sessions under MTA-STS since \d{4}-\d\d-\d\d\.\n",
            result.Errors);
    }

    [Fact]
    public async Task Reports_promote_nothing_that_is_held_back_otherwise()
    {
        await hosted.SaveAsync(3.5, PolicyMode.Testing, 1);
        WriteReport("sts", Testing, 1, "", "", "json");

        var result = await hosted.RunAsync($"{Domain(1)}", "--yes", "--reports", Folder);

        Assert.Equal((3, PolicyMode.Testing), (result.ExitCode, (await hosted.ReadAsync(1)).Policy!.Mode));
    }

    [Fact]
    public async Task With_no_days_in_testing_the_reports_of_the_last_days_count_all_the_same()
    {
        await hosted.SaveAsync(3.5, PolicyMode.Testing, 1);
        await hosted.StartAppAsync();
        WriteReport("sts", Testing, 1, "certificate-expired", "mx.mail.test", "json");

        var result = await hosted.RunAsync($"{Domain(1)}", "--yes", "--min-days", "0", "--reports", Folder);

        Assert.Equal((3, PolicyMode.Testing), (result.ExitCode, (await hosted.ReadAsync(1)).Policy!.Mode));
    }

    [Fact]
    public async Task Where_the_path_is_missing_nothing_is_promoted()
    {
        await hosted.StartInTestingAsync(1);

        var result = await hosted.RunAsync($"{Domain(1)}", "--yes", "--reports", InFolder("missing"));

        Assert.Equal((2, PolicyMode.Testing), (result.ExitCode, (await hosted.ReadAsync(1)).Policy!.Mode));
        Assert.Contains("missing", result.Errors, Ordinal);
    }

    private static DomainName Domain(int number) => PromotionSetup.Domain(number);

    private static Policy Parse(string text) =>
        PolicyParser.Parse(Encoding.UTF8.GetBytes(text.Replace("|", "\r\n", Ordinal))).Value!;

    private void WriteReport(string type, string policy, int daysAgo, string kind, string host, string form)
    {
        var report = ReportText.CreateOf(Domain(1), daysAgo, type, policy, kind, host);
        File.WriteAllBytes(InFolder($"report.{form}"), form switch
        {
            "gz" => ReportText.Gzip(report.ToBytes()),
            "zip" => ReportText.Zip([("report.json", report.ToBytes())]),
            "eml" => ReportText.Mail("", [("Content-Type: application/tlsrpt+gzip\r\n", ReportText.Gzip(report.ToBytes()))]),
            _ => report.ToBytes(),
        });
    }
}
