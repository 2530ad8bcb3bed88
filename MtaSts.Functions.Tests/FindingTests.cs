using System.Reflection;
using MtaSts.Cli.Hosted.Workers;
using MtaSts.Cli.Import;
using MtaSts.Cli.Lists;
using MtaSts.Functions.Tests.Policies;
using MtaSts.Functions.Tests.Records;
using MtaSts.Records;

namespace MtaSts.Functions.Tests;

public sealed class FindingTests
{
    private static readonly FindingRule[] Rules =
        [.. PolicyRules.All, .. PolicyRowRules.All, .. ListRules.All, .. ImportRules.All, .. WorkerRules.All, .. TextRecordRules.All,
         .. CheckRules.All.Select(rule => rule.Finding)];

    public static TheoryData<Type> RuleLists { get; } = [typeof(PolicyRules), typeof(PolicyRowRules), typeof(TextRecordRules)];

    [Fact]
    public void Every_rule_has_a_code_of_its_own() => Assert.Distinct(Rules.Select(rule => rule.Code));

    [Fact]
    public void Every_code_is_MTASTS_and_three_digits() => Assert.All(Rules, rule => Assert.Matches(@"^MTASTS\d{3}\z", rule.Code));

    [Fact]
    public void Every_rule_has_advice_that_is_a_sentence() => Assert.All(Rules, rule => Assert.Matches(@"^[A-Z].+\.\z", rule.Advice));

    [Fact]
    public void Every_rule_names_what_decides() => Assert.All(Rules, rule => Assert.Matches(@"^(RFC \d+ §\d|docs/)", rule.Reference));

    [Theory, InlineData(""), InlineData(" ")]
    public void There_is_no_finding_without_a_message(string message) =>
        Assert.All(Rules, rule => Assert.Throws<ArgumentException>(() => rule.At(1, 1, message)));

    [Theory, MemberData(nameof(RuleLists))]
    public void Every_rule_is_listed_in_the_order_of_the_codes(Type rules)
    {
        var declared = rules.GetProperties(BindingFlags.Static | BindingFlags.NonPublic)
            .Where(property => property.PropertyType == typeof(FindingRule))
            .Select(property => (FindingRule)property.GetValue(null)!).OrderBy(rule => rule.Code, StringComparer.Ordinal);
        var listed = (IEnumerable<FindingRule>)rules.GetProperty("All")!.GetValue(null)!;

        Assert.Equal(declared, listed);
    }

    [Fact]
    public void Every_rule_of_policies_is_raised_by_a_case_of_the_tables()
    {
        var texts = PolicyLayoutTests.Invalid
            .Concat(PolicyFieldTests.Invalid)
            .Concat(PolicyValueTests.Invalid)
            .Concat(PolicyMxTests.Invalid)
            .Select(row => row.Data.Item1)
            .Concat(PolicyCauseTests.Cases.Select(row => row.Data.Item1))
            .Concat(PolicyWarningTests.Pairs.Select(row => row.Data.Item2)).Append(PolicyText.WithLength(PolicyParser.MaximumLength + 1));
        var readings = texts.Select(PolicyText.Parse).Concat(PolicyBytesTests.Invalid.Select(row => PolicyText.ParseBytes(row.Data.Item1)));

        var raised = readings.SelectMany(reading => reading.Findings).Select(finding => finding.Code).Distinct().Order();

        Assert.Equal(PolicyRules.All.Select(rule => rule.Code), raised);
    }

    [Fact]
    public void Every_rule_of_records_is_raised_by_a_case_of_the_tables()
    {
        var raised = MtaStsRecordTests.Invalid.Select(row => MtaStsRecord.Parse(row.Data.Item1).Findings)
            .Concat(MtaStsRecordTests.Questionable.Select(row => MtaStsRecord.Parse(row.Data.Item1).Findings))
            .Concat(MtaStsRecordTests.Names.Select(row => MtaStsRecord.Choose(row.Data.Item1).Findings))
            .Concat(TlsRptRecordTests.Invalid.Select(row => TlsRptRecord.Parse(row.Data.Item1).Findings))
            .Concat(TlsRptRecordTests.Questionable.Select(row => TlsRptRecord.Parse(row.Data.Item1).Findings))
            .Concat(TlsRptRecordTests.Names.Select(row => TlsRptRecord.Choose(row.Data.Item1).Findings))
            .SelectMany(findings => findings).Select(finding => finding.Code).Distinct().Order();

        Assert.Equal(TextRecordRules.All.Select(rule => rule.Code), raised);
    }

    [Theory, InlineData(Severity.Error, 2, 7, "MTASTS115 error line 2, column 7: It is wrong. Right it. (RFC 8461 §3.2)")]
    [InlineData(Severity.Error, 2, 0, "MTASTS115 error line 2: It is wrong. Right it. (RFC 8461 §3.2)")]
    [InlineData(Severity.Warning, 0, 0, "MTASTS115 warning: It is wrong. Right it. (RFC 8461 §3.2)")]
    public void A_finding_fits_on_one_line(Severity severity, int line, int column, string text)
    {
        var finding = new Finding("MTASTS115", severity, line, column, "It is wrong.", "Right it.", "RFC 8461 §3.2");

        Assert.Equal(text, finding.ToString());
    }

    [Theory, InlineData("##vso[task.prependpath]/tmp/x", "## vso[task.prependpath]/tmp/x")]
    [InlineData("a ##VSO[task.complete]", "a ## VSO[task.complete]"), InlineData("##[error]no", "## [error]no")]
    [InlineData("####vso[x]", "#### vso[x]"), InlineData("## a [b] # [c] ##d", "## a [b] # [c] ##d")]
    public void Nothing_that_it_quotes_is_a_command_to_the_agent_of_a_pipeline(string text, string shown)
    {
        Assert.Equal(shown, PlainText.Sanitize(text));
        Assert.Equal($"a\n{shown}", PlainText.SanitizeLines($"a\n{text}"));
    }

    [Fact]
    public void The_document_lists_every_code_once_with_its_severity_and_advice()
    {
        var rows = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "findings.md"))
            .Where(line => line.StartsWith("| MTASTS", Ordinal))
            .Select(line => line.Replace("\\", "", Ordinal).Split(" | "))
            .Select(cells => (Code: cells[0][2..], Severity: cells[1], Advice: cells[3]));

        Assert.Equal(
            Rules.Select(rule => (rule.Code, rule.Severity == Severity.Error ? "error" : "warning", rule.Advice)).Order(), rows.Order());
    }
}
