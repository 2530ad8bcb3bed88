using System.CommandLine;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Guarding;
using MtaSts.Cli.Options;
using MtaSts.Cli.Services;
using MtaSts.Cli.Store;
using MtaSts.Policies;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

internal sealed class RollbackCommand : GuardedCommand
{
    private readonly Argument<DomainName> domain = DomainArgument.One();
    private readonly Option<string?> to = TextOption.Create(
        "--to", "ID|TIME", "Policy id or UTC time to go back to [default: the state before the current one]");

    private readonly TimeProvider time;

    public RollbackCommand(ToolServices services)
        : base(
            "rollback",
            "Puts an earlier state of a domain in force again.",
            "mta-sts rollback contoso.com --reason \"new MX fails\" --dry-run",
            services)
    {
        time = services.Time;
        Arguments.Add(domain);
        Options.Add(to);
        to.Validators.Add(result =>
        {
            var text = result.Tokens[0].Value;
            if (!PolicyId.Is(text) && !TimeText.TryParse(text, out _))
            {
                result.AddError(
                    $"'{text}' is neither a policy id (as 'mta-sts history' shows it) nor a time such as 2026-11-22T08:00:00Z.");
            }
        });
    }

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var name = arguments.GetValue(domain);
        var reference = arguments.GetValue(to);
        var instant = reference is null || PolicyId.Is(reference) ? default : TimeText.ParseOfHistory(reference);
        var timeline = await session.Store.ReadTimelineAsync(name, cancellationToken);
        if (timeline.States.Count == 0)
        {
            throw Missing(console, name, $"{Words.Format(name)} was never hosted here.");
        }

        var target = reference is null ? timeline.Previous ?? throw Refusal(
                $"{Words.Format(name)} has only ever been in one state; there is nothing to go back to.")
            : PolicyId.Is(reference) ? timeline.WithId(reference) ?? throw Refusal(
                $"{Words.Format(name)} never had a policy with the id {reference}. See 'mta-sts history {name}'.")
            : timeline.At(instant) ?? throw Refusal(
                $"{Words.Format(name)} had no policy at {instant:u}; its first dates from {timeline.States[^1].Since:u}.");
        var draft = await CreateDraftAsync(session.Store, target, console, cancellationToken);
        var outcome = draft.Content!.Equals(timeline.Current?.Content)
            ? new GuardOutcome([], isForced: false)
            : await Guard.CheckAsync(
                arguments, console, session.Store, [ProposedChange.From(name, FindServed(timeline), draft)], cancellationToken);
        var after = outcome.Complete(draft);
        var hold = await DefaultHold.FindAsync(
            session.Store,
            session.ReadDefault(),
            timeline.Current is null ? [(name, after.Policy)] : [],
            time.GetUtcNow(),
            GetRefreshAfter(arguments, console),
            cancellationToken);
        hold.WriteNotes(console);
        var step = hold.Keep(
            session,
            ChangeStep.Save(session, name, timeline.Current, after, outcome.FormatReason(name, GetReason(arguments))));
        if (outcome.IsRefused)
        {
            return Refuse(arguments, console, [step.Planned], outcome);
        }

        if (timeline.IsCurrentLost)
        {
            console.WriteMessage(
                $"The row of {Words.Format(name)} was deleted by hand, and what senders may hold of it is unknown, "
                + $"so the longest max_age (one year) is assumed, until {EarlierPolicies.AssumeEnd(time.GetUtcNow()):u}.");
        }

        return await ChangeAsync(arguments, console, session, [step], cancellationToken);
    }

    /// <summary>The state that senders know: while the current one is invalid or lost, the app serves the last good one.</summary>
    private static StoredPolicy? FindServed(PolicyTimeline timeline) =>
        timeline.States.SkipWhile(state => state is { Content: null, IsRemoval: false }).FirstOrDefault();

    private static async Task<PolicyDraft> CreateDraftAsync(
        IEditablePolicyStore store, StoredPolicy target, CliConsole console, CancellationToken cancellationToken)
    {
        var content = GetContent(target);
        if (content is PolicyContent.Template { Name: var template } && target.Policy is { } policy)
        {
            // What the template gives today need not be what it gave then.
            var shared = await store.ReadTemplateAsync(template, cancellationToken);
            if (!policy.Equals(PolicyColumns.From(target).Read(target.Domain, shared).Policy))
            {
                content = new PolicyContent.Inline(policy);
            }
        }

        if (content is PolicyContent.Upstream { Url: var url })
        {
            var copy = (await store.FindCopiesAsync([url], cancellationToken)).GetValueOrDefault(url)?.Policy;
            if (target.Policy is not { } earlier || earlier.Equals(copy))
            {
                return new PolicyDraft(content, copy, target.Findings);
            }

            // What the provider publishes today is not what it published then, and only a policy of one's own stays as it was.
            console.WriteMessage(
                $"{url.IdnHost} has another policy today, so {Words.Format(target.Domain)} gets the earlier one as its own, which no "
                + $"longer changes with the provider's. To follow the provider: mta-sts set {target.Domain} --upstream {url}");
            content = new PolicyContent.Inline(earlier);
        }

        return new PolicyDraft(content, target.Policy, target.Findings);
    }

    private static PolicyContent GetContent(StoredPolicy target) => target switch
    {
        { IsRemoval: true } => throw Refusal(
            $"{Words.Format(target.Domain)} was removed at {target.Since:u}, so there is no policy to go back to. "
            + "Use --to for another state, or 'mta-sts remove'."),
        { Content: null } => throw Refusal(
            $"The state of {Words.Format(target.Domain)} since {target.Since:u} cannot be served: {target.Findings[0]}"),
        { Content: var content } => content,
    };

    private static CommandException Refusal(string message) => new(ExitCode.Failed, message);
}
