using MtaSts.Cli.Import;
using MtaSts.Records;

namespace MtaSts.Functions.Tests;

public sealed class FindingsDocumentTests
{
    private static readonly FindingRule[] Rules =
        [
            .. PolicyRules.All, .. PolicyRowRules.All, .. ImportRules.All, .. TextRecordRules.All,
            .. CheckRules.All.Select(rule => rule.Finding),
        ];

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
