using System.Globalization;
using MtaSts.Checks.Results;
using MtaSts.Cli.Console;
using MtaSts.Policies;
using Spectre.Console;

namespace MtaSts.Cli.Checks;

/// <summary>The report for people at a terminal: one line per domain, and below it what was found. It can be read without colour.</summary>
internal sealed class CheckTable(IAnsiConsole console, CheckReport report, bool showsSeen)
{
    private const int MaximumValueLength = 400;
    private const int ModeWidth = 9;

    private static readonly CheckArea[] Areas = Enum.GetValues<CheckArea>();

    private readonly int nameWidth = Math.Clamp(
        report.Domains.Select(domain => Words.Format(domain.Domain).GetCellWidth()).Append(0).Max() + 2,
        10,
        Math.Max(10, console.Profile.Width - ModeWidth - Areas.Sum(GetWidth)));

    public static void Write(IAnsiConsole console, CheckReport report, bool showsSeen = false) =>
        new CheckTable(console, report, showsSeen || report.Domains.Count == 1).Write();

    private void Write()
    {
        WriteRow("Domain", "Mode", [.. Areas.Select(area => (area.Title(), Style.Plain))]);
        foreach (var domain in report.Domains)
        {
            WriteDomain(domain);
        }

        if (report.Comparison is { } comparison)
        {
            WriteComparison(comparison);
        }

        if (FormatConsequences(report.Counts) is { Length: > 0 } consequences)
        {
            Write(0, consequences, Style.Plain);
        }

        Write(0, FormatCounts(report.Counts), Style.Plain);
    }

    private void WriteDomain(DomainReport domain)
    {
        var parts = domain.Parts.ToDictionary(part => part.Area);
        WriteRow(
            Words.Format(domain.Domain),
            domain.Mode?.ToText() ?? "-",
            [.. Areas.Select(area => parts.TryGetValue(area, out var part)
                ? (GetMark(part.Outcome), GetStyle(part.Outcome))
                : ("-", Style.Plain))]);
        var findings = domain.Parts.SelectMany(part => report.FindingsOf(domain, part));
        foreach (var (finding, change) in findings.OrderByDescending(found => found.Finding.Consequence))
        {
            WriteFinding(finding, change);
        }

        foreach (var part in domain.Parts)
        {
            if (part.NotChecked is not null)
            {
                Write(2, $"? {part.Area.Title()}, not checked: {Cut(part.NotChecked)}", GetStyle(CheckOutcome.NotChecked));
            }

            foreach (var observation in showsSeen ? part.Seen : [])
            {
                Write(2, $"· {part.Area.Title()}, {Cut(observation.Name)}: {Cut(observation.Value)}", Style.Plain);
            }
        }
    }

    private void WriteFinding(CheckFinding found, FindingChange? change)
    {
        var finding = found.Finding;
        var place = finding.Line == 0 ? "" : $", {finding.Place}";
        var title = $"{found.Severity.Title()} {finding.Code} {Cut(found.Subject)}{place}";
        var style = GetStyle(found.Severity == Severity.Error ? CheckOutcome.Failed : CheckOutcome.Warned);
        if (change == FindingChange.Sustained)
        {
            // A comparison is about what changed.
            Write(2, $"sustained: {title}", style);
            return;
        }

        Write(2, $"{(change is null ? "" : "added: ")}{title}: {Cut(finding.Message)}", style);
        Write(4, $"{Cut(finding.Advice)} ({Cut(finding.Reference)})", Style.Plain);
    }

    private void WriteComparison(ReportComparison comparison)
    {
        (string Text, Style Style)[] lines =
        [
            .. comparison.Unchecked.Select(
                earlier => ($"sustained, as it could not be checked this time: {FormatTitle(earlier)}", Style.Plain)),
            .. comparison.Removed.Select(earlier => ($"removed: {FormatTitle(earlier)}", GetStyle(CheckOutcome.Passed))),
            .. comparison.NewDomains.Select(domain => ($"new domain: {Words.Format(domain)}", Style.Plain)),
            .. comparison.GoneDomains.Select(domain => ($"no longer checked: {Words.Format(domain)}", Style.Plain)),
        ];
        foreach (var (text, style) in lines)
        {
            Write(0, text, style);
        }

        Write(
            0,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Since {report.Since:u}: {comparison.AddedCount} added, {comparison.SustainedCount} sustained, "
                + $"{comparison.Removed.Count} removed."),
            Style.Plain);
    }

    private void WriteRow(string name, string mode, (string Text, Style Style)[] marks)
    {
        var plain = PlainText.Sanitize(name);
        var fits = plain.GetCellWidth() < nameWidth;
        var row = new Paragraph(fits ? plain : $"{plain}\n").Append(new string(' ', fits ? nameWidth - plain.GetCellWidth() : nameWidth));
        row.Append(mode.PadRight(ModeWidth));
        foreach (var ((text, style), area) in marks.Zip(Areas))
        {
            row.Append(area == Areas[^1] ? text : text.PadRight(GetWidth(area)), style);
        }

        console.Write(row);
        console.WriteLine();
    }

    private void Write(int indent, string text, Style style) =>
        console.Write(new Padder(new Text(PlainText.Sanitize(text), style), new Padding(indent, 0, 0, 0)) { Expand = false });

    private static string FormatCounts(ReportCounts counts) =>
        $"{Words.Count(counts.Domains, "domain")}: {counts.Passed} passed, {counts.Warned} warned, {counts.Failed} failed, "
        + $"{counts.NotChecked} not checked; "
        + $"{Words.Count(counts.Errors, "error")}, {Words.Count(counts.Warnings, "warning")}.";

    private static string FormatConsequences(ReportCounts counts) => string.Join(
        ' ',
        counts.GetConsequences().Select(count => $"{count.Consequence.Title()}: {count.Domains}."));

    private static string FormatTitle(EarlierFinding earlier) =>
        $"{earlier.Domain}, {earlier.Area.Title()}: {earlier.Finding.Finding.Code} {Cut(earlier.Finding.Subject)}";

    private static string Cut(string value) => PlainText.Sanitize(value, MaximumValueLength);

    private static int GetWidth(CheckArea area) => Math.Max(area.Title().Length, GetMark(CheckOutcome.Failed).Length) + 2;

    private static string GetMark(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => "ok",
        CheckOutcome.NotChecked => "?",
        CheckOutcome.Warned => "warn",
        _ => "error",
    };

    private static Style GetStyle(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => Color.Green,
        CheckOutcome.NotChecked => Color.Blue,
        CheckOutcome.Warned => Color.Yellow,
        _ => Color.Red,
    };
}
