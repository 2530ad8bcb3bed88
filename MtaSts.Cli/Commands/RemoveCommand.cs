using System.CommandLine;
using MtaSts.Policies;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

/// <summary><c>remove</c>: the safe removal of a domain, a step a call (RFC 8461 §8.3).</summary>
internal sealed class RemoveCommand : ChangeCommand
{
    private readonly TimeProvider time;
    private readonly Argument<DomainName> domain = Cli.Arguments.Domain();
    private readonly Option<bool> now = new("--now") { Description = "Remove it though senders may hold its policy; needs --reason." };

    public RemoveCommand(TimeProvider time)
        : base(
            "remove",
            "Stops hosting a domain, safely: serves mode none first, and removes it when no sender holds an earlier policy.",
            "mta-sts remove contoso.com --reason \"moved away\" --dry-run")
    {
        this.time = time;
        Arguments.Add(domain);
        Options.Add(now);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, CliConsole terminal, StoreSession workplace, CancellationToken cancellationToken)
    {
        var isForced = arguments.GetValue(now);
        if (isForced && string.IsNullOrWhiteSpace(arguments.GetValue(Reason)))
        {
            throw new CommandException(ExitCode.WrongUsage, "Say with --reason why it must go --now.");
        }

        var name = arguments.GetValue(domain);
        var title = DomainTitle.Format(name);
        var timeline = await PolicyTimeline.ReadAsync(workplace.Store, name, cancellationToken);
        var current = timeline.Current ?? throw new CommandException(
            ExitCode.Failed, timeline.States is [{ } removal, ..] ? $"{title} was removed already, at {removal.ChangedAt:u}." : $"{title} was never hosted here.");
        var templates = await TemplateHistory.ReadAsync(workplace.Store, timeline, cancellationToken);
        var instant = time.GetUtcNow();
        var removing = SafeRemoval.Decide(PolicyLifetime.Compute(timeline, templates), instant);
        var wait = $"until {removing.SafeAt:u}, in {RemainingTime.ToText(removing.SafeAt - instant)}";
        var cause = removing.Cause is null ? "" : $" {removing.Cause}";
        if (isForced || removing.Step == RemovalStep.Remove)
        {
            if (removing.Step != RemovalStep.Remove)
            {
                CliConsole.WriteMessage($"Senders may hold policies of {title} {wait}, and heed them when their host is gone.{cause}");
            }

            var exitCode = await ProposeAsync(arguments, terminal, [Removal(arguments, workplace, current)], cancellationToken);
            CliConsole.WriteMessage($"After that, remove the record _mta-sts.{name}, then mta-sts.{name} and its certificate.");
            return exitCode;
        }

        if (removing.Step == RemovalStep.Wait)
        {
            throw new CommandException(
                ExitCode.Failed,
                $"{title} stays {wait}: senders may hold earlier policies (RFC 8461 §8.3).{cause} Nothing was changed; --now --reason overrides.");
        }

        return await ServeNoneAsync(arguments, terminal, workplace, timeline, wait, cause, cancellationToken);
    }

    private async Task<int> ServeNoneAsync(
        ParseResult arguments, CliConsole terminal, StoreSession workplace, PolicyTimeline timeline, string wait, string cause, CancellationToken cancellationToken)
    {
        var current = timeline.Current!;
        var text = PolicyRenderer.Render(SafeRemoval.NoneFor(timeline));
        var reading = PolicyParser.Parse(text);
        var proposal = new PlannedChange(
            current.Domain.Ascii,
            FormatText(current),
            System.Text.Encoding.ASCII.GetString(text),
            reading.Findings,
            async token => await workplace.Store.SaveAsync(
                new PolicyChange
                {
                    Domain = current.Domain,
                    Content = new PolicyContent.Inline(reading.Value!),
                    Version = current.Version,
                    ChangedBy = await workplace.FindOperatorAsync(token),
                    Reason = arguments.GetValue(Reason)!,
                },
                token));
        var exitCode = await ProposeAsync(arguments, terminal, [proposal], cancellationToken);
        CliConsole.WriteMessage(
            $"Senders may hold earlier policies of {DomainTitle.Format(current.Domain)} {wait}; keep mta-sts.{current.Domain} and its certificate, then run remove again.{cause} "
            + $"Next, {PolicyLifetime.AppCache.TotalMinutes} minutes after this change, set the id in _mta-sts.{current.Domain} to {PolicyId.Compute(text)}.");
        return exitCode;
    }

    private PlannedChange Removal(ParseResult arguments, StoreSession workplace, StoredPolicy current) => new(
        current.Domain.Ascii,
        FormatText(current),
        After: null,
        Findings: [],
        async token => await workplace.Store.RemoveAsync(
            new PolicyRemoval(current.Domain, current.Version, await workplace.FindOperatorAsync(token), arguments.GetValue(Reason)!), token));
}
