using System.CommandLine;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Options;
using MtaSts.Cli.Rollout;
using MtaSts.Cli.Services;
using MtaSts.Cli.Store;
using MtaSts.Policies;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

/// <summary><c>remove</c>: the safe removal of a domain, one step per call (RFC 8461 §8.3).</summary>
internal sealed class RemoveCommand : ChangeCommand
{
    private readonly TimeProvider time;
    private readonly RolloutOptions rollout;
    private readonly Argument<DomainName> domain = DomainArgument.One();
    private readonly Option<bool> now = new("--now") { Description = "Remove it although senders may hold its policy; needs --reason" };

    public RemoveCommand(ToolServices services)
        : base(
            "remove",
            "Stops hosting a domain, safely: serves mode none first, and removes it once no sender holds an earlier policy.",
            "mta-sts remove contoso.com --reason \"moved away\" --dry-run")
    {
        time = services.Time;
        rollout = new RolloutOptions(services) { ToleratesSilence = true, Reports = new TlsReportsOption(services) };
        Arguments.Add(domain);
        Options.Add(now);
        rollout.AddTo(this);
        RequireReasonFor(now);
    }

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var name = arguments.GetValue(domain);
        var timeline = await session.Store.ReadTimelineAsync(name, cancellationToken);
        if (timeline.Current is null)
        {
            throw Missing(
                console, name, timeline.States is [{ } removal, ..]
                    ? $"{Words.Format(name)} was already removed at {removal.Since:u}."
                    : $"{Words.Format(name)} was never hosted here.");
        }

        // First, so that a setting that cannot be read ends the command before anything is removed.
        var defaults = session.ReadDefault() is { } set && set.Covers(name) ? set : null;
        var status = await LookAsync(arguments, console, session, cancellationToken);
        var removing = status.Removal;
        var isForced = arguments.GetValue(now);
        if (removing.Step == RemovalStep.ServeNone && !isForced)
        {
            return await ServeNoneAsync(arguments, console, session, status, removing, cancellationToken);
        }

        List<string> blockers = [.. removing.Step == RemovalStep.ServeNone ? [] : RemovalGate.GetBlockers(status)];
        if (removing.Step != RemovalStep.Remove)
        {
            blockers.Add(RemovalLines.FormatHold(status, removing));
        }

        var byDefault = defaults?.Apply(name, await session.Store.ReadTemplateAsync(defaults.Name, cancellationToken));
        blockers.AddRange(RemovalGate.GetDefaultBlockers(status, byDefault));

        if (blockers.Count > 0 && !isForced)
        {
            throw new CommandException(
                ExitCode.Failed,
                $"{string.Join(' ', blockers)} Nothing was changed. Run remove again "
                + $"{(removing.Step == RemovalStep.Remove ? "when that is right" : "then")}, or override with --now --reason.");
        }

        foreach (var blocker in blockers)
        {
            console.WriteMessage(blocker);
        }

        var exitCode = await ChangeAsync(
            arguments, console, session, [CreateRemoval(arguments, session, status.Current!)], cancellationToken);
        console.WriteMessage(RemovalLines.FormatRest(status));
        if (defaults is not null)
        {
            console.WriteMessage(RemovalLines.FormatDefault(name, defaults, isRemoved: !IsDryRun(arguments)));
        }

        return exitCode;
    }

    /// <summary>Sees the domain as a sender does, and notes since when its policy is served.</summary>
    private async Task<RolloutStatus> LookAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var name = arguments.GetValue(domain);
        var reports = await rollout.ReadReportsAsync(arguments, console, [name], cancellationToken);
        if (IsDryRun(arguments))
        {
            return (await rollout.FindStatusAsync(arguments, console, session.Store, [name], cancellationToken, reports))[0];
        }

        var seen = (await new ServedWatch(rollout, session.Store, time).LookAsync(arguments, console, [name], cancellationToken))[0];
        var timeline = await session.Store.ReadTimelineAsync(name, cancellationToken);
        return RolloutOptions.CreateStatus(timeline, seen.Seen, seen.Now, GetRefreshAfter(arguments, console), reports);
    }

    private async Task<int> ServeNoneAsync(
        ParseResult arguments,
        CliConsole console,
        StoreSession session,
        RolloutStatus status,
        SafeRemoval removing,
        CancellationToken cancellationToken)
    {
        var name = status.Domain;
        var none = PolicyParser.Parse(PolicyRenderer.Render(SafeRemoval.NoneFor(status.Timeline)));
        var step = ChangeStep.Save(session, name, status.Current, PolicyDraft.From(none), GetReason(arguments));
        var hold = RemovalLines.FormatHold(status, removing);
        console.WriteMessage($"{hold} Keep mta-sts.{name} and its certificate, and run remove again then.");
        return await ChangeAsync(arguments, console, session, [step], cancellationToken);
    }

    protected override TimeSpan GetRefreshAfter(ParseResult arguments, CliConsole console) => rollout.GetRefreshAfter(arguments, console);

    private ChangeStep CreateRemoval(ParseResult arguments, StoreSession session, StoredPolicy current) => new(
        new PlannedChange(current.Domain.Ascii, PlannedChange.FormatText(current), After: null, Findings: []) { IdBefore = current.Id },
        async token => await session.Store.RemoveAsync(
            new PolicyRemoval(current.Domain, current.Version, await session.FindOperatorAsync(token), GetReason(arguments)), token));
}
