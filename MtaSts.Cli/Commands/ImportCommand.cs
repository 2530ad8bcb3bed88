using System.CommandLine;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Guarding;
using MtaSts.Cli.Hosted;
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
    private readonly ImportOptions options;
    private readonly TimeProvider time;

    public ImportCommand(ToolServices services)
        : this(new ImportOptions(services), services)
    {
    }

    private ImportCommand(ImportOptions options, ToolServices services)
        : base(
            "import", "Imports the policies of many domains.", "mta-sts import domains.csv --dry-run", services, options.Lookups.MailHosts)
    {
        this.options = options;
        options.AddTo(this);
        time = services.Time;
    }

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var published = await TakeOverAsync(arguments, console, session.Store, cancellationToken);
        var input = published?.Input ?? await HostedInput.ReadAsync(
            options.GetSources(arguments)[0], options.GetDomains(arguments), options.GetColumns(arguments), console, cancellationToken);
        ImportView.WriteRead(console, input);
        await AmbiguousDomain.RefuseAsync(input.Meant, session.Store, cancellationToken);
        var plan = await PlanAsync(arguments, console, input, session.Store, published, cancellationToken);
        if (input.Faults.Total > 0)
        {
            ImportView.WriteFaults(console, input.Faults, IsJson(arguments));
            return ExitCode.Findings;
        }

        WriteRefused(console, plan.Refused, published is null ? ExchangeOnlineMx.Advice : PublishedPolicies.Advice);
        var proposed = plan.Steps.Where(step => step.IsPolicyChange)
            .Select(step => ProposedChange.From(step.Domain, step.Before, step.After) with { IsTakeOver = true })
            .ToList();
        var outcome = await Guard.CheckAsync(
            arguments, console, session.Store, proposed, cancellationToken, plan.MailHosts, published is not null, published?.Published);
        plan = plan.With(outcome);
        if (outcome.IsRefused && published is null)
        {
            return Refuse(arguments, console, [.. plan.Steps.Select(ImportView.CreatePlannedChange), .. plan.Refused], outcome);
        }

        plan = plan.Without(outcome);
        NamedReasons.Write(console, "Note on", plan.Steps.Where(step => step.HeldUntil is not null).Select(
            step => (step.Domain.Ascii, step.HeldReason!)));
        var changes = plan.Steps.Where(step => step.IsChange)
            .Select(step => step with { Overridden = outcome.GetBlockers(step.Domain) })
            .ToList();
        if (FindReader(arguments, console) is { } reader)
        {
            ImportView.WriteChanges(reader, plan, changes);
            var made = plan.Steps.Where(step => step.IsPolicyChange)
                .Select(step => ProposedChange.From(step.Domain, step.Before, step.After))
                .ToList();
            if (made.Count > 0)
            {
                reader.WriteLine(SumUp(made.Count, made.Count(change => change.IsInEnforce)));
            }
        }

        return await WriteAsync(arguments, console, session, plan, changes, cancellationToken);
    }

    private async Task<PublishedInput?> TakeOverAsync(
        ParseResult arguments, CliConsole console, IEditablePolicyStore store, CancellationToken cancellationToken)
    {
        if (!options.IsPublished(arguments))
        {
            return null;
        }

        var named = await NamedDomains.ReadAsync(
            options.GetSources(arguments), options.GetColumns(arguments), console, cancellationToken);
        var policies = new PublishedPolicies(options.Lookups, time);
        return await policies.TakeOverAsync(arguments, console, store, named, cancellationToken);
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
                    .. plan.Steps.Select(step => ImportView.CreatePlannedChange(step).ToJson(
                        isDone && !writer.Conflicts.ContainsKey(step.Domain))),
                    .. plan.Refused.Select(change => change.ToJson(isDone: false)),
                ],
                ToolJson.Default.IReadOnlyListChangeJson);
        }

        ImportView.WriteConflicts(console, writer.Conflicts);
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

    private async Task<ImportPlan> PlanAsync(
        ParseResult arguments,
        CliConsole console,
        ImportInput input,
        IEditablePolicyStore store,
        PublishedInput? published,
        CancellationToken cancellationToken)
    {
        var templates = await store.ListTemplatesAsync(cancellationToken).ToDictionaryAsync(
            template => template.Name, cancellationToken: cancellationToken);
        var stored = await store.ListAsync(cancellationToken)
            .Where(policy => input.Rows.ContainsKey(policy.Domain))
            .ToDictionaryAsync(policy => policy.Domain, cancellationToken: cancellationToken);
        var planner = new ImportPlanner(options.CreateDefaults(arguments), templates, store.MaximumTextLength);
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
        var held = new HeldPolicies(
            store, ReadDefault(console), time.GetUtcNow(), RefreshAfterOption.ReadSetting(console));
        return new ImportPlan(
            await CustomerChanges.AddAsync(
                await held.AddAsync([.. steps], input.Rows, cancellationToken), input.Rows, store, cancellationToken),
            [.. refused.Concat(published?.Refused ?? []).OrderBy(change => change.Name, StringComparer.Ordinal)],
            published?.MailHosts ?? mailHosts);
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
}
