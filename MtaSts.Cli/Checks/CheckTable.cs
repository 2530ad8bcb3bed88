using MtaSts.Checks.Results;
using MtaSts.Cli.Console;
using MtaSts.Policies;
using Spectre.Console;
using static MtaSts.Cli.Checks.CheckTableText;

namespace MtaSts.Cli.Checks;

/// <summary>
/// The report for people at a terminal: the worst first, one line per domain, and below it what was found; what many domains have in
/// common is said once, above them. What it comes to stands at the end. It can be read without colour.
/// </summary>
internal sealed class CheckTable(IAnsiConsole console, CheckReport report, bool showsSeen)
{
    private const int ModeWidth = 9;
    private const string Failed = "error";

    private readonly int nameWidth = Math.Clamp(
        report.Domains.Select(domain => Words.Format(domain.Domain).GetCellWidth()).Append(0).Max() + 2,
        10,
        Math.Max(10, console.Profile.Width - ModeWidth - report.Areas.Sum(GetWidth)));

    public static void Write(IAnsiConsole console, CheckReport report, bool showsSeen = false) =>
        Write(console, report, [(null, report.Domains)], showsSeen);

    /// <param name="groups">The domains to show, by whatever they are grouped; the end is about all of the report.</param>
    public static void Write(
        IAnsiConsole console,
        CheckReport report,
        IEnumerable<(string? Title, IReadOnlyList<DomainReport> Domains)> groups,
        bool showsSeen = false) =>
        new CheckTable(console, report, showsSeen || report.Domains.Count == 1).Write([.. groups.Where(group => group.Domains.Count > 0)]);

    private void Write(IReadOnlyList<(string? Title, IReadOnlyList<DomainReport> Domains)> groups)
    {
        if (groups.Count > 0)
        {
            WriteRow("Domain", "Mode", [.. report.Areas.Select(area => (area.Title(), Style.Plain))]);
        }

        foreach (var (title, domains) in groups)
        {
            WriteGroup(title, domains);
        }

        if (report.Domains.Count > 1)
        {
            console.WriteLine();
        }

        CheckTableEnd.Write(console, report, omitted: report.Domains.Count - groups.Sum(group => group.Domains.Count));
    }

    private void WriteGroup(string? title, IReadOnlyList<DomainReport> domains)
    {
        foreach (var standing in domains.GroupBy(domain => domain.GetStanding()).OrderByDescending(group => group.Key))
        {
            if (report.Domains.Count > 1)
            {
                var name = standing.Key.Title();
                console.WriteLine();
                console.WriteText(
                    0,
                    $"{(title is null ? name : $"{title}, {name.ToLowerInvariant()}")}: {Words.Count(standing.Count(), "domain")}",
                    standing.Key.GetStyle().Decoration(Decoration.Bold));
            }

            var isAfterMany = false;
            foreach (var (index, group) in FindingGroup.Create(report, standing).Index())
            {
                if (isAfterMany || (group.IsMany && index > 0))
                {
                    console.WriteLine();
                }

                WriteDomains(group);
                isAfterMany = group.IsMany;
            }
        }
    }

    private void WriteDomains(FindingGroup group)
    {
        var isShared = group.IsMany && !showsSeen;
        if (isShared)
        {
            WriteWhat(group, $" in {Words.Count(group.Domains.Count, "domain")}");
        }

        foreach (var domain in group.Domains)
        {
            var parts = domain.Parts.ToDictionary(part => part.Area);
            WriteRow(
                Words.Format(domain.Domain),
                domain.Mode?.ToText() ?? "-",
                [.. report.Areas.Select(area => parts.TryGetValue(area, out var part)
                    ? (GetMark(part), part.GetStanding().GetStyle())
                    : ("-", Style.Plain))]);
            if (!isShared)
            {
                WriteWhat(new FindingGroup([domain]), where: null);
            }

            foreach (var part in showsSeen ? domain.Parts : [])
            {
                foreach (var observation in part.Seen)
                {
                    console.WriteText(2, $"· {part.Area.Title()}, {Cut(observation.Name)}: {Cut(observation.Value)}", Style.Plain);
                }
            }
        }
    }

    /// <param name="where">In how many domains it was found; null for what is about the one domain.</param>
    private void WriteWhat(FindingGroup group, string? where)
    {
        var first = group.Domains[0];
        var findings = from part in first.Parts
                       from found in report.FindingsOf(first, part).Select((found, index) => (found.Finding, found.Change, Index: index))
                       orderby found.Finding.Consequence descending
                       select (part.Area, found.Finding, found.Change, found.Index);
        foreach (var (area, found, change, index) in findings)
        {
            string Share(Func<Finding, string> get) =>
                group.Share(domain => get(domain.Parts.First(part => part.Area == area).Findings[index].Finding));
            WriteFinding(found, change, where, Share);
        }

        foreach (var part in first.Parts.Where(part => part.NotChecked is not null))
        {
            var reason = group.Share(domain => domain.Parts.First(other => other.Area == part.Area).NotChecked!);
            console.WriteText(2, $"? {part.Area.Title()}, not checked{where}: {Cut(reason)}", Standing.NotChecked.GetStyle());
        }
    }

    private void WriteFinding(CheckFinding found, FindingChange? change, string? where, Func<Func<Finding, string>, string> share)
    {
        var finding = found.Finding;
        var place = finding.Line == 0 ? "" : $", {finding.Place}";
        var title = $"{found.Severity.Title()} {finding.Code}{where ?? $" {Cut(found.Subject)}{place}"}";
        var style = found.Consequence.GetStanding().GetStyle();
        if (change == FindingChange.Sustained)
        {
            // A comparison is about what changed.
            console.WriteText(2, $"sustained: {title}", style);
            return;
        }

        console.WriteText(2, $"{(change is null ? "" : "added: ")}{title}: {Cut(share(text => text.Message))}", style);
        console.WriteText(4, $"{Cut(share(text => text.Advice))} ({Cut(finding.Reference)})", Style.Plain);
    }

    private void WriteRow(string name, string mode, (string Text, Style Style)[] marks)
    {
        var plain = PlainText.Sanitize(name);
        var fits = plain.GetCellWidth() < nameWidth;
        var row = new Paragraph(fits ? plain : $"{plain}\n").Append(new string(' ', fits ? nameWidth - plain.GetCellWidth() : nameWidth));
        row.Append(mode.PadRight(ModeWidth));
        foreach (var ((text, style), area) in marks.Zip(report.Areas))
        {
            row.Append(area == report.Areas[^1] ? text : text.PadRight(GetWidth(area)), style);
        }

        console.Write(row);
        console.WriteLine();
    }

    private static int GetWidth(CheckArea area) => Math.Max(area.Title().Length, Failed.Length) + 2;

    private static string GetMark(CheckPart part) => part.Outcome switch
    {
        _ when part.IsWithoutEvidence => "-",
        CheckOutcome.Passed => "ok",
        CheckOutcome.NotChecked => "?",
        CheckOutcome.Warned => "warn",
        _ => Failed,
    };
}
