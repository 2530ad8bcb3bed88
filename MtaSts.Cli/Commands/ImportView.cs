using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Import;
using MtaSts.Cli.Json;
using MtaSts.Cli.Names;
using Spectre.Console;

namespace MtaSts.Cli.Commands;

/// <summary>What <c>import</c> says of what it would write, wrote, or refuses.</summary>
internal static class ImportView
{
    private const int Shown = 20;
    private const int ColumnLength = 60;

    public static PlannedChange CreatePlannedChange(ImportStep step)
    {
        var planned = PlannedChange.From(step.Domain, step.Before, step.After);
        return planned with { IsChange = step.IsChange, Customer = step.Customer, Notes = [.. planned.Notes, .. step.ListNotes()] };
    }

    public static void WriteRead(CliConsole console, ImportInput input)
    {
        WriteLeftOut(console, [.. input.LeftOutColumns.Select(name => PlainText.Sanitize(name, ColumnLength))]);
        NamedReasons.Write(console, "Skipped", input.Skipped);
        MailDomainText.WriteNotes(console, input.Meant);
        NamedReasons.Write(console, "Note on", input.Notes);
    }

    private static void WriteLeftOut(CliConsole console, List<string> columns)
    {
        var slips = columns.Where(IsSlip).ToList();
        foreach (var name in slips.Take(Shown))
        {
            console.WriteMessage($"Left out the column {name}: import does not read it.{NearWord.Suggest(name, CsvRows.Columns)}");
        }

        var others = columns.Except(slips).ToList();
        var (verb, reason) = others.Count == 1
            ? ("Left out the column", "import does not read it")
            : ("Left out the columns", "import does not read them");
        NamedReasons.Write(console, verb, others.Select(name => (name, reason)));

        // One that is ours to the letter was left out because another was named in its place.
        static bool IsSlip(string name) =>
            NearWord.Find(name, CsvRows.Columns) is { } meant && !meant.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    public static void WriteChanges(IAnsiConsole console, ImportPlan plan, List<ImportStep> changes)
    {
        foreach (var step in changes.Take(Shown))
        {
            ChangeView.Write(console, CreatePlannedChange(step));
        }

        if (changes.Count > Shown)
        {
            console.WriteLine($"… and {Words.Format(changes.Count - Shown)} more.");
        }

        var added = changes.Count(step => step.Before is null);
        var refused = plan.Refused.Count > 0 ? $", {Words.Format(plan.Refused.Count)} refused" : "";
        console.WriteLine(
            $"Domains: {Words.Format(plan.Steps.Count + plan.Refused.Count)} ({Words.Format(added)} new, "
            + $"{Words.Format(changes.Count - added)} changed, {Words.Format(plan.Steps.Count - changes.Count)} unchanged{refused}).");
    }

    public static void WriteConflicts(CliConsole console, IReadOnlyDictionary<DomainName, string> conflicts)
    {
        foreach (var (_, message) in conflicts.OrderBy(conflict => conflict.Key.Ascii, StringComparer.Ordinal).Take(Shown))
        {
            console.WriteMessage(message);
        }

        if (conflicts.Count > Shown)
        {
            console.WriteMessage($"… and {Words.Format(conflicts.Count - Shown)} more.");
        }
    }

    public static void WriteFaults(CliConsole console, ImportFaults faults, bool isJson)
    {
        // Reading and planning each find some.
        var shown = faults.OrderBy(fault => fault.File, StringComparer.Ordinal).ThenBy(fault => fault.Finding.Line).ToList();
        if (isJson)
        {
            var results = shown.GroupBy(fault => fault.File)
                .Select(group => new LintResult(group.Key, null, false, [.. group.Select(fault => fault.Finding)], null, null).ToJson());
            console.WriteJson([.. results], ToolJson.Default.IReadOnlyListLintJson);
        }
        else
        {
            shown.ForEach(fault => console.WriteMessage(fault.ToString()));
        }

        var more = faults.Total > faults.Count ? $", of which the first {faults.Count} are shown" : "";
        console.WriteMessage($"Faults: {Words.Format(faults.Total)}{more}. Nothing was written.");
    }
}
