using MtaSts.Cli.Changes;

namespace MtaSts.Functions.Tests.Cli;

/// <summary>How many changes at once are shown.</summary>
public sealed class ChangeViewTests
{
    private const string Testing = "version: STSv1\r\nmode: testing\r\nmx: mail.contoso.com\r\nmax_age: 1209600\r\n";

    private static readonly string Enforce = Testing.Replace("testing", "enforce", Ordinal);

    [Fact]
    public void Twenty_are_shown_one_by_one()
    {
        var lines = Write(Enumerable.Range(0, 20).Select(number => Change(number, Testing, Enforce)));

        Assert.Equal(20, lines.Count(line => line.EndsWith(": now id 1", Ordinal)));
        Assert.Equal(20 * 6, lines.Length);
    }

    [Fact]
    public void Of_more_those_that_are_alike_are_shown_together() => Assert.Equal(
        [
            "d000.example, d001.example, d002.example, d003.example, d004.example, ",
            "d005.example, d006.example, d007.example, d008.example, d009.example and 288 ",
            "more:",
            "  version: STSv1", "- mode: testing", "+ mode: enforce", "  mx: mail.contoso.com", "  max_age: 1209600",
            "d998.example: now id 1",
            "- version: STSv1", "- mode: testing", "- mx: mail.contoso.com", "- max_age: 1209600",
            "d999.example: unchanged",
        ],
        Write(
            [
                .. Enumerable.Range(0, 298).Select(number => Change(number, Testing, Enforce)),
                Change(998, Testing, null), Change(999, Testing, Testing),
            ]));

    [Fact]
    public void The_domains_of_a_template_share_a_line() => Assert.Equal(
        [
            "template shared:", "- max_age: 86400", "+ max_age: 1209600",
            "d000.example, d001.example, d002.example, d003.example, d004.example, ",
            "d005.example, d006.example, d007.example, d008.example, d009.example and 290 ",
            "more: changed with the template",
        ],
        Write(
            [
                new PlannedChange("template shared", "max_age: 86400\r\n", "max_age: 1209600\r\n", []),
                .. Enumerable.Range(0, 300).Select(number => Change(number, Testing, Enforce) with { IsConsequence = true }),
            ]));

    private static PlannedChange Change(int number, string? before, string? after) =>
        new($"d{number:000}.example", before, after, []) { IdBefore = "1" };

    private static string[] Write(IEnumerable<PlannedChange> changes)
    {
        using var output = new StringWriter { NewLine = "\n" };
        ChangeView.WriteAll(Tool.CreateConsole(output, TextWriter.Null, [("COLUMNS", "80")]).Out, [.. changes]);
        return output.ToString().TrimEnd('\n').Split('\n');
    }
}
