using System.CommandLine;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Options;
using MtaSts.Cli.Store;
using MtaSts.Policies;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

/// <summary><c>remove</c>: the safe removal of a domain, one step per call (RFC 8461 §8.3).</summary>
internal sealed class RemoveCommand : ChangeCommand
{
    private readonly TimeProvider time;
    private readonly Argument<DomainName> domain = DomainArgument.One();
    private readonly Option<bool> now = new("--now") { Description = "Remove it although senders may hold its policy; needs --reason" };
    private readonly RefreshAfterOption refreshAfter = new();

    public RemoveCommand(TimeProvider time)
        : base(
            "remove",
            "Stops hosting a domain, safely: serves mode none first, and removes it once no sender holds an earlier policy.",
            "mta-sts remove contoso.com --reason \"moved away\" --dry-run")
    {
        this.time = time;
        Arguments.Add(domain);
        Options.Add(now);
        refreshAfter.AddTo(this);
        RequireReasonFor(now);
    }

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var name = arguments.GetValue(domain);
        var title = Words.Format(name);
        var cacheTime = refreshAfter.Read(arguments, console);
        var timeline = await session.Store.ReadTimelineAsync(name, cancellationToken);
        var current = timeline.Current ?? throw new CommandException(
            ExitCode.Failed, timeline.States is [{ } removal, ..]
                ? $"{title} was already removed at {removal.Since:u}."
                : $"{title} was never hosted here.");
        var instant = time.GetUtcNow();
        var removing = SafeRemoval.Decide(PolicyLifetime.Compute(timeline), instant, cacheTime);
        var hold = $"Senders may hold earlier policies of {title} until {removing.SafeAt:u}, in {Words.Format(removing.SafeAt - instant)}";
        var cause = removing.Cause is null ? "" : $" {removing.Cause}";
        if (removing.Step == RemovalStep.Remove || arguments.GetValue(now))
        {
            if (removing.Step != RemovalStep.Remove)
            {
                console.WriteMessage($"{hold}, and go by them even when the policy host is gone.{cause}");
            }

            var exitCode = await ChangeAsync(arguments, console, session, [CreateRemoval(arguments, session, current)], cancellationToken);
            console.WriteMessage($"After that, remove the record _mta-sts.{name}, then mta-sts.{name} and its certificate.");
            return exitCode;
        }

        if (removing.Step == RemovalStep.Wait)
        {
            throw new CommandException(
                ExitCode.Failed, $"{hold} (RFC 8461 §8.3).{cause} Nothing was changed. Try again then, or override with --now --reason.");
        }

        var none = PolicyParser.Parse(PolicyRenderer.Render(SafeRemoval.NoneFor(timeline)));
        var step = ChangeStep.Save(session, name, current, PolicyDraft.From(none), GetReason(arguments));
        var exit = await ChangeAsync(arguments, console, session, [step], cancellationToken);
        var written = await session.Store.ReadAsync(name, cancellationToken);
        console.WriteMessage(
            $"{hold}. Keep mta-sts.{name} and its certificate until then, and run remove again.{cause} "
            + $"Next, {Words.Format(cacheTime)} after this change, set the id in _mta-sts.{name} to {written?.Id}.");
        return exit;
    }

    private ChangeStep CreateRemoval(ParseResult arguments, StoreSession session, StoredPolicy current) => new(
        new PlannedChange(current.Domain.Ascii, PlannedChange.FormatText(current), After: null, Findings: []) { IdBefore = current.Id },
        async token => await session.Store.RemoveAsync(
            new PolicyRemoval(current.Domain, current.Version, await session.FindOperatorAsync(token), GetReason(arguments)), token));
}
