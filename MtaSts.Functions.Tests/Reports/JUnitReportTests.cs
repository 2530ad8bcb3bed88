using System.Xml.Linq;
using MtaSts.Cli.Checks;
using MtaSts.Cli.Console;
using static MtaSts.Functions.Tests.Reports.SampleReports;

namespace MtaSts.Functions.Tests.Reports;

public sealed class JUnitReportTests : TestsWithFolder
{
    private static readonly DomainReport Sample = Domain(
        "contoso.com", Part(CheckArea.Host),
        Part(
            CheckArea.Policy, Finding("MTASTS503", "mta-sts", message: "First."),
            Finding("MTASTS551", "mta-sts", Severity.Warning, "Slow."), Finding("MTASTS505", "mta-sts")),
        Part(CheckArea.Mx, Finding("MTASTS752", "mx", Severity.Warning)),
        new CheckPart(CheckArea.Smtp, [], [Finding("MTASTS861", "mx", Severity.Warning)], "port 25 is closed."));

    [Fact]
    public void Errors_fail_a_case_warnings_are_output_and_what_was_not_checked_is_skipped()
    {
        var cases = Read(isStrict: false, Sample).Descendants("testcase").ToDictionary(element => element.Attribute("name")!.Value);

        Assert.Empty(cases["Host"].Elements());
        var failure = Assert.Single(cases["Policy"].Elements("failure"));
        Assert.Equal(
            ("MTASTS503", "mta-sts: First. (and 1 more)"), (failure.Attribute("type")!.Value, failure.Attribute("message")!.Value));
        Assert.Equal(
            "mta-sts: MTASTS503 error: First. Put it right. (RFC 8461 §4.1)\n"
            + "mta-sts: MTASTS505 error: It is wrong. Put it right. (RFC 8461 §4.1)",
            failure.Value);
        Assert.StartsWith("mta-sts: MTASTS551 warning: Slow.", cases["Policy"].Element("system-out")!.Value, Ordinal);
        Assert.Equal(["system-out"], cases["MX"].Elements().Select(element => element.Name.LocalName));
        Assert.Equal(["skipped", "system-out"], cases["SMTP"].Elements().Select(element => element.Name.LocalName));
        Assert.Equal("port 25 is closed.", cases["SMTP"].Element("skipped")!.Attribute("message")!.Value);
        Assert.All(cases.Values, element => Assert.Equal(
            ("contoso.com", "0"), (element.Attribute("classname")!.Value, element.Attribute("time")!.Value)));
    }

    [Theory, InlineData(false, "1", "1"), InlineData(true, "3", "0")]
    public void Strictness_makes_warnings_fail_and_the_counts_say_so(bool isStrict, string failures, string skipped)
    {
        var document = Read(isStrict, Sample);

        Assert.All(
            (XElement[])[document.Root!, document.Root!.Element("testsuite")!],
            element => Assert.Equal(
                ("4", failures, "0", skipped),
                (
                    element.Attribute("tests")!.Value, element.Attribute("failures")!.Value, element.Attribute("errors")!.Value,
                    element.Attribute("skipped")!.Value)));
        Assert.Equal(failures, $"{document.Descendants("failure").Count()}");
        Assert.Equal(skipped, $"{document.Descendants("skipped").Count()}");
        Assert.Equal("2026-03-01T12:00:00Z", document.Root!.Element("testsuite")!.Attribute("timestamp")!.Value);
    }

    [Fact]
    public void A_failed_case_still_says_what_was_not_checked()
    {
        var part = new CheckPart(CheckArea.Smtp, [], [Finding("MTASTS802", "a")], "port 25 of b is closed.");

        Assert.Equal(
            "Not checked: port 25 of b is closed.",
            Read(isStrict: false, Domain("contoso.com", part)).Descendants("system-out").Single().Value);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_part_without_evidence_is_skipped_with_what_is_said_of_it(bool isStrict)
    {
        var document = Read(isStrict, Domain("contoso.com", Part(CheckArea.Mx), WithoutEvidence));

        var skipped = Assert.Single(document.Descendants("skipped"));
        Assert.Equal("Senders", skipped.Parent!.Attribute("name")!.Value);
        Assert.Equal("no evidence: nobody reported since 2026-02-01", skipped.Attribute("message")!.Value);
        Assert.Equal(("2", "0", "1"), (
            document.Root!.Attribute("tests")!.Value, document.Root.Attribute("failures")!.Value,
            document.Root.Attribute("skipped")!.Value));
    }

    [Fact]
    public void A_suite_is_a_domain_and_a_case_is_a_part()
    {
        var domains = Many(40);

        var suites = Read(isStrict: false, [.. domains]).Root!.Elements("testsuite").ToList();

        Assert.Equal(
            new CheckReport(Noon, domains).Domains.Select(domain => domain.Domain.Ascii),
            suites.Select(suite => suite.Attribute("name")!.Value));
        Assert.All(suites, suite => Assert.Equal(["TXT", "Reports", "Host", "Policy", "MX", "SMTP"], suite.Elements("testcase").Select(
            element => element.Attribute("name")!.Value)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void The_document_is_well_formed_whatever_hosts_say(bool isStrict)
    {
        var document = Read(isStrict, HostileDomain("contoso.com", Hostile), HostileDomain(
            "fabrikam.com", string.Concat(Enumerable.Range(0, 0x3000).Select(c => (char)c))));

        var texts = document.Descendants().SelectMany(
            element => element.Attributes().Select(attribute => attribute.Value).Append(element.Value)).ToList();
        Assert.Contains(texts, text => text.Contains("<script>window.harmed = 1</script>", Ordinal) && text.Contains(
            "]]>&amp;[red]{0}\ufffd[31m\ufffd", Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n'));
    }

    [Fact]
    public async Task A_file_is_written_whole_or_not_at_all()
    {
        var path = InFolder("check.xml");
        var missing = InFolder("missing", "check.xml");
        var report = new JUnitReport(new CheckReport(Noon, [Sample]), isStrict: false);
        await report.WriteAsync(path);

        var exception = await Assert.ThrowsAsync<CommandException>(() => report.WriteAsync(missing));

        Assert.Equal("testsuites", XDocument.Load(path).Root!.Name);
        Assert.Equal([path], Directory.GetFiles(Folder));
        Assert.Equal(ExitCode.Failed, exception.ExitCode);
        Assert.StartsWith($"{missing} could not be written: ", exception.Message, Ordinal);
    }

    private static XDocument Read(bool isStrict, params DomainReport[] domains)
    {
        using var stream = new MemoryStream();
        new JUnitReport(new CheckReport(Noon, domains), isStrict).Write(stream);
        stream.Position = 0;
        return XDocument.Load(stream);
    }
}
