using System.CommandLine;
using System.Globalization;
using MtaSts.Cli.Import;
using MtaSts.Cli.Options;
using MtaSts.Cli.Output;
using MtaSts.Policies;
using MtaSts.Storage;
using Spectre.Console;

namespace MtaSts.Cli.Commands;

/// <summary><c>import</c>: takes over the policies of many domains; all of the input must be valid before the first is written.</summary>
internal sealed class ImportCommand : ChangeCommand
{
    private const int Shown = 20;

    private readonly Argument<string> source = new("FILE|FOLDER|-") { Description = "CSV, JSON, or a folder of <domain>.txt; - is standard input." };
    private readonly Option<string?> mode = new("--mode") { Description = "Mode of rows that say none [default: as it is; of new domains testing]", HelpName = "enforce|testing|none" };
    private readonly Option<string[]> mx = new("--mx") { Description = "Mx of rows that say none; repeatable [default: as it is; of new Exchange Online domains its own]" };
    private readonly Option<string?> maxAge = new("--max-age") { Description = "Seconds, or 36h, 14d, 2w; of rows that say none [default: as it is; of new domains 604800]" };
    private readonly Option<string?> template = new("--template") { Description = "Template of rows that name none and have no mx" };

    public ImportCommand()
        : base("import", "Imports the policies of many domains.", "mta-sts import domains.csv --dry-run")
    {
        Arguments.Add(source);
        Options.Add(mode);
        Options.Add(mx);
        Options.Add(maxAge);
        Options.Add(template);
        Validators.Add(result =>
        {
            if (result.GetResult(mx) is not null && result.GetResult(template) is not null)
            {
                result.AddError("Say --mx or --template, not both.");
            }
        });
    }

    protected override async Task<int> RunAsync(ParseResult arguments, CliConsole terminal, StoreSession workplace, CancellationToken cancellationToken)
    {
        var isJson = arguments.GetValue(Output) == OutputFormat.Json;
        var input = await ImportReader.ReadAsync(arguments.GetRequiredValue(source), cancellationToken);
        WriteFirst(input.Skipped.ConvertAll(skipped => $"Skipped {skipped}"), CliConsole.WriteMessage);
        var steps = await PlanAsync(input, GetDefaults(arguments), workplace.Store, cancellationToken);
        if (input.Faults.Total > 0)
        {
            return Refuse(input.Faults, isJson);
        }

        var changes = steps.Where(step => step.IsChange).ToList();
        if (ForPeople(arguments, terminal) is { } console)
        {
            Show(console, steps, changes);
        }

        var writer = new ImportWriter(workplace.Store);
        var isDone = changes.Count > 0 && !arguments.GetValue(DryRun);
        if (isDone)
        {
            await ConfirmAsync(arguments, cancellationToken);
            var changedBy = await workplace.FindOperatorAsync(cancellationToken);
            await WriteAsync(writer, changes, changedBy, arguments.GetValue(Reason)!, terminal, cancellationToken);
        }

        if (isJson)
        {
            CliConsole.WriteJson([.. steps.Select(step => ToJson(step, isDone && !writer.Conflicts.ContainsKey(step.Domain)))], ToolJson.Default.IReadOnlyListChangeJson);
        }

        WriteFirst([.. writer.Conflicts.OrderBy(conflict => conflict.Key.Ascii, StringComparer.Ordinal).Select(conflict => conflict.Value)], CliConsole.WriteMessage);
        CliConsole.WriteMessage(isDone ? $"Written: {Count(writer.Written)} of {Count(changes.Count)}." : changes.Count > 0 ? "Nothing was changed: --dry-run." : "Nothing to change.");
        return writer.Conflicts.Count > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private ImportDefaults GetDefaults(ParseResult arguments) => new(
        arguments.GetValue(mode),
        arguments.GetValue(mx) is { Length: > 0 } patterns ? string.Join(' ', patterns) : null,
        ParseSeconds(arguments.GetValue(maxAge)),
        arguments.GetValue(template));

    // What is no such text stays as it is: the row it stands in for says what is wrong with it.
    private static string? ParseSeconds(string? text) => text is not null && MaxAgeText.TryParse(text, out var seconds)
        ? seconds.ToString(CultureInfo.InvariantCulture)
        : text;

    private static async Task<List<ImportStep>> PlanAsync(
        ImportInput input, ImportDefaults defaults, IEditablePolicyStore store, CancellationToken cancellationToken)
    {
        var templates = await store.ListTemplatesAsync(cancellationToken).ToDictionaryAsync(template => template.Name, cancellationToken: cancellationToken);
        var kept = await store.ListAsync(cancellationToken)
            .Where(stored => input.Rows.ContainsKey(stored.Domain))
            .ToDictionaryAsync(stored => stored.Domain, cancellationToken: cancellationToken);
        var planner = new ImportPlanner(defaults, templates);
        return [.. input.Rows.Select(row => planner.Plan(row.Key, row.Value, kept.GetValueOrDefault(row.Key), input.Faults)).OfType<ImportStep>()];
    }

    private static int Refuse(ImportFaults faults, bool isJson)
    {
        // Found in two passes, read in one.
        var shown = faults.OrderBy(fault => fault.File, StringComparer.Ordinal).ThenBy(fault => fault.Finding.Line).ToList();
        if (isJson)
        {
            var verdicts = shown.GroupBy(fault => fault.File).Select(group => new LintResult(group.Key, null, false, [.. group.Select(fault => fault.Finding)], null, null).ToJson());
            CliConsole.WriteJson([.. verdicts], ToolJson.Default.IReadOnlyListLintJson);
        }
        else
        {
            foreach (var fault in shown)
            {
                CliConsole.WriteMessage(fault.ToString());
            }
        }

        var more = faults.Total > faults.Count ? $", of which the first {faults.Count} are shown" : "";
        CliConsole.WriteMessage($"Faults: {Count(faults.Total)}{more}. Nothing was written.");
        return ExitCode.Findings;
    }

    private static void Show(IAnsiConsole console, List<ImportStep> steps, List<ImportStep> changes)
    {
        foreach (var step in changes.Take(Shown))
        {
            var proposal = CreatePlannedChange(step);
            if (proposal.IsChange)
            {
                Show(console, proposal);
            }
            else
            {
                console.WriteLine($"{step.Domain}: the same policy, id {PlannedChange.ComputeId(proposal.After)}, now of template {((PolicyContent.Template)step.After.Content!).Name}");
            }
        }

        if (changes.Count > Shown)
        {
            console.WriteLine($"… and {Count(changes.Count - Shown)} more.");
        }

        var added = changes.Count(step => step.Before is null);
        console.WriteLine($"Domains: {Count(steps.Count)} ({Count(added)} new, {Count(changes.Count - added)} changed, {Count(steps.Count - changes.Count)} unchanged).");
    }

    private static async Task WriteAsync(
        ImportWriter writer, List<ImportStep> changes, string changedBy, string reason, CliConsole terminal, CancellationToken cancellationToken)
    {
        try
        {
            var work = writer.WriteAsync(changes, changedBy, reason, cancellationToken);
            await ProgressBar.ShowAsync(terminal, "Writing", changes.Count, () => writer.Written + writer.Conflicts.Count, work);
        }
        catch (Exception exception) when (exception is PolicyStoreException or OperationCanceledException)
        {
            var why = exception is PolicyStoreException ? exception.Message : "Cancelled.";
            throw new CommandException(ExitCode.Failed, $"{why}\nWritten: {Count(writer.Written)} of {Count(changes.Count)}. Import the same again to write the others.");
        }
    }

    private static ChangeJson ToJson(ImportStep step, bool isDone)
    {
        var json = CreatePlannedChange(step).ToJson(isDone && step.IsChange);
        return json with { Change = !step.IsChange ? "unchanged" : step.Before is null ? "created" : "changed", Done = isDone && step.IsChange };
    }

    private static PlannedChange CreatePlannedChange(ImportStep step) =>
        new(step.Domain.Ascii, FormatText(step.Before), FormatText(step.After), step.After.Findings, _ => throw new InvalidOperationException("An import writes by itself."));

    private static void WriteFirst(List<string> lines, Action<string> write)
    {
        lines.Take(Shown).ToList().ForEach(write);
        if (lines.Count > Shown)
        {
            write($"… and {Count(lines.Count - Shown)} more.");
        }
    }

    private static string Count(int number) => number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
}
