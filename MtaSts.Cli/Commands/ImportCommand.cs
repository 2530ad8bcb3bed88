using System.CommandLine;
using MtaSts.Checks.Lookups;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Guarding;
using MtaSts.Cli.Import;
using MtaSts.Cli.Json;
using MtaSts.Cli.Names;
using MtaSts.Cli.Options;
using MtaSts.Cli.Services;
using MtaSts.Cli.Store;
using MtaSts.Storage;
using Spectre.Console;

namespace MtaSts.Cli.Commands;

/// <summary><c>import</c>: takes over the policies of many domains; all of the input must be valid before the first is written.</summary>
internal sealed class ImportCommand : GuardedCommand
{
    private const int Shown = 20;
    private const int ColumnLength = 60;

    private readonly Argument<string> source = new("FILE|FOLDER|-")
    {
        Description = "CSV, a list of domains, JSON, or a folder of policy files; - is standard input",
    };

    private readonly Option<string?> mode = TextOption.Create(
        "--mode", "enforce|testing|none", "Mode for rows without one [default: unchanged; testing for new domains]");
    private readonly Option<string[]> mx = new("--mx")
    {
        Description = "Mx for rows without; repeatable [default: unchanged; by the MX for new domains of a list]",
        HelpName = "HOST",
    };

    private readonly Option<string?> maxAge = TextOption.Create(
        "--max-age", "TIME", "Max_age for rows without one, such as 36h, 14d or 2w [default: unchanged; 2w for new domains]");
    private readonly Option<string?> template = TextOption.Create("--template", "NAME", "Template for rows with neither a template nor mx");

    private readonly ColumnOptions columns = new();
    private readonly TimeProvider time;

    public ImportCommand(ToolServices services)
        : base("import", "Imports the policies of many domains.", "mta-sts import domains.csv --dry-run", services)
    {
        Arguments.Add(source);
        AddOptions(mode, mx, maxAge, template);
        columns.AddTo(this);
        time = services.Time;

        Validators.Add(call =>
        {
            if (call.GetResult(mx) is not null && call.GetResult(template) is not null)
            {
                call.AddError("--mx and --template both give the mx. Use one of them.");
            }
        });
    }

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var input = await ImportReader.ReadAsync(
            arguments.GetRequiredValue(source), columns.Read(arguments), console, cancellationToken);
        WriteRead(console, input);
        var plan = await PlanAsync(arguments, console, input, session.Store, cancellationToken);
        if (input.Faults.Total > 0)
        {
            return Refuse(input.Faults, IsJson(arguments), console);
        }

        WriteRefused(console, plan.Refused, ExchangeOnlineMx.Advice);
        NamedReasons.Write(console, "Note on", plan.Steps.Where(step => step.HeldUntil is not null).Select(
            step => (step.Domain.Ascii, step.HeldReason!)));
        var proposed = plan.Steps.Where(step => step.IsPolicyChange)
            .Select(step => ProposedChange.From(step.Domain, step.Before, step.After) with { IsTakeOver = true })
            .ToList();
        var outcome = await Guard.CheckAsync(arguments, console, session.Store, proposed, cancellationToken, plan.MailHosts);
        if (outcome.IsRefused)
        {
            return Refuse(arguments, console, [.. plan.Steps.Select(CreatePlannedChange), .. plan.Refused], outcome);
        }

        var changes = plan.Steps.Where(step => step.IsChange)
            .Select(step => step with { Overridden = outcome.GetBlockers(step.Domain) })
            .ToList();
        if (FindReader(arguments, console) is { } reader)
        {
            Show(reader, plan.Steps, changes);
            if (proposed.Count > 0)
            {
                reader.WriteLine(SumUp(proposed.Count, proposed.Count(change => change.IsInEnforce)));
            }
        }

        return await WriteAsync(arguments, console, session, plan, changes, cancellationToken);
    }

    private static void WriteRead(CliConsole console, ImportInput input)
    {
        var columns = input.LeftOutColumns;
        var (verb, reason) = columns.Count == 1
            ? ("Left out the column", "import does not know it")
            : ("Left out the columns", "import does not know them");
        NamedReasons.Write(console, verb, columns.Select(name => (PlainText.Sanitize(name, ColumnLength), reason)));
        NamedReasons.Write(console, "Skipped", input.Skipped);
        MailDomainText.WriteNotes(console, input.Rows.Values.Select(row => row.Domain));
        NamedReasons.Write(console, "Note on", input.Notes);
    }

    private async Task<int> WriteAsync(
        ParseResult arguments,
        CliConsole console,
        StoreSession session,
        ImportPlan plan,
        List<ImportStep> changes,
        CancellationToken cancellationToken)
    {
        var cacheTime = GetRefreshAfter(arguments, console);
        var writer = new ImportWriter(session.Store);
        var isDone = changes.Count > 0 && !IsDryRun(arguments);
        if (isDone)
        {
            await ConfirmAsync(arguments, console, Words.Count(changes.Count, "domain"), cancellationToken);
            var changedBy = await session.FindOperatorAsync(cancellationToken);
            await WriteAsync(writer, changes, changedBy, GetReason(arguments), console, cancellationToken);
        }

        if (IsJson(arguments))
        {
            console.WriteJson(
                [
                    .. plan.Steps.Select(step => CreatePlannedChange(step).ToJson(isDone && !writer.Conflicts.ContainsKey(step.Domain))),
                    .. plan.Refused.Select(change => change.ToJson(isDone: false)),
                ],
                ToolJson.Default.IReadOnlyListChangeJson);
        }

        WriteFirst(
            [.. writer.Conflicts.OrderBy(conflict => conflict.Key.Ascii, StringComparer.Ordinal).Select(conflict => conflict.Value)],
            console.WriteMessage);
        console.WriteMessage(isDone ? FormatWritten(writer, changes) : DescribeNothingDone(changes.Count > 0, plan.Refused.Count > 0));
        if (isDone)
        {
            List<DomainName> written =
            [
                .. changes.Where(step => step.IsPolicyChange && !writer.Conflicts.ContainsKey(step.Domain)).Select(step => step.Domain),
            ];
            var after = await session.ReadAsync(written, cancellationToken);
            WriteNext(console, written.Select(domain => after.GetValueOrDefault(domain)), cacheTime);
        }

        return writer.Conflicts.Count > 0 ? ExitCode.Failed : plan.Refused.Count > 0 ? ExitCode.Findings : ExitCode.Done;
    }

    private PolicyEdit CreateDefaults(ParseResult arguments) => new()
    {
        Mode = arguments.GetValue(mode),
        Mx = arguments.GetValue(mx) is { Length: > 0 } patterns ? patterns : null,
        MaxAge = arguments.GetValue(maxAge),
        Template = arguments.GetValue(template),
    };

    private async Task<ImportPlan> PlanAsync(
        ParseResult arguments, CliConsole console, ImportInput input, IEditablePolicyStore store, CancellationToken cancellationToken)
    {
        var templates = await store.ListTemplatesAsync(cancellationToken).ToDictionaryAsync(
            template => template.Name, cancellationToken: cancellationToken);
        var stored = await store.ListAsync(cancellationToken)
            .Where(policy => input.Rows.ContainsKey(policy.Domain))
            .ToDictionaryAsync(policy => policy.Domain, cancellationToken: cancellationToken);
        var planner = new ImportPlanner(CreateDefaults(arguments), templates, store.MaximumTextLength);
        var toFind = input.Rows.Where(row => planner.IsMxInDns(row.Value, stored.GetValueOrDefault(row.Key)))
            .Select(row => row.Key)
            .ToHashSet();
        var mailHosts = await Guard.MailHosts.FindAsync(arguments, console, input.Faults.Total == 0 ? toFind : [], cancellationToken);
        var found = mailHosts.ToDictionary(answer => answer.Key, answer => ExchangeOnlineMx.From(answer.Value));
        ExchangeOnlineMx.WriteNotes(console, found);
        var steps = input.Rows.Where(row => !toFind.Contains(row.Key) || found.GetValueOrDefault(row.Key) is { Fault: null })
            .Select(row => planner.Plan(
                row.Key, row.Value, stored.GetValueOrDefault(row.Key), input.Faults, found.GetValueOrDefault(row.Key)?.Mx))
            .OfType<ImportStep>();
        var refused = found.Where(domain => domain.Value.Fault is not null)
            .Select(domain => PlannedChange.Refused(domain.Key, stored.GetValueOrDefault(domain.Key), domain.Value.Fault!));
        var held = new HeldPolicies(store, time.GetUtcNow(), RefreshAfterOption.ReadSetting(console));
        return new ImportPlan(
            await CustomerChanges.AddAsync(
                await held.AddAsync([.. steps], input.Rows, cancellationToken), input.Rows, store, cancellationToken),
            [.. refused.OrderBy(change => change.Name, StringComparer.Ordinal)],
            mailHosts);
    }

    private static int Refuse(ImportFaults faults, bool isJson, CliConsole console)
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
        return ExitCode.Findings;
    }

    private static void Show(IAnsiConsole console, List<ImportStep> steps, List<ImportStep> changes)
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
        console.WriteLine(
            $"Domains: {Words.Format(steps.Count)} ({Words.Format(added)} new, {Words.Format(changes.Count - added)} changed, "
            + $"{Words.Format(steps.Count - changes.Count)} unchanged).");
    }

    private static async Task WriteAsync(
        ImportWriter writer,
        List<ImportStep> changes,
        string changedBy,
        string reason,
        CliConsole console,
        CancellationToken cancellationToken)
    {
        try
        {
            var work = writer.WriteAsync(changes, changedBy, reason, cancellationToken);
            await ProgressBar.ShowAsync(console, "Writing", changes.Count, () => writer.Written + writer.Conflicts.Count, work);
        }
        catch (Exception exception) when (exception is PolicyStoreException or OperationCanceledException)
        {
            var why = exception is PolicyStoreException ? exception.Message : "Cancelled.";
            throw new CommandException(
                ExitCode.Failed, $"{why}\n{FormatWritten(writer, changes)} Import the same again to write the others.");
        }
    }

    private static string FormatWritten(ImportWriter writer, List<ImportStep> changes) =>
        $"Written: {Words.Format(writer.Written)} of {Words.Format(changes.Count)}.";

    private static PlannedChange CreatePlannedChange(ImportStep step)
    {
        var planned = PlannedChange.From(step.Domain, step.Before, step.After);
        return planned with { IsChange = step.IsChange, Customer = step.Customer, Notes = [.. planned.Notes, .. step.ListNotes()] };
    }

    private static void WriteFirst(List<string> lines, Action<string> write)
    {
        lines.Take(Shown).ToList().ForEach(write);
        if (lines.Count > Shown)
        {
            write($"… and {Words.Format(lines.Count - Shown)} more.");
        }
    }

    /// <param name="Refused">The domains whose mx cannot be told.</param>
    /// <param name="MailHosts">What was looked up to tell them.</param>
    private sealed record ImportPlan(
        List<ImportStep> Steps, List<PlannedChange> Refused, IReadOnlyDictionary<DomainName, MailHostAnswer> MailHosts);
}
