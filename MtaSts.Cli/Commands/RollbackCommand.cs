using System.CommandLine;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Options;
using MtaSts.Cli.Store;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

internal sealed class RollbackCommand : ChangeCommand
{
    private readonly Argument<DomainName> domain = DomainArgument.One();
    private readonly Option<string?> to = TextOption.Create(
        "--to", "ID|TIME", "Policy id or UTC time to go back to [default: the state before the current one]");

    public RollbackCommand()
        : base(
            "rollback",
            "Puts an earlier state of a domain in force again.",
            "mta-sts rollback contoso.com --reason \"new MX fails\" --dry-run")
    {
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
        var time = reference is null || PolicyId.Is(reference) ? default : ReadTime(reference);
        var timeline = await session.Store.ReadTimelineAsync(name, cancellationToken);
        if (timeline.States.Count == 0)
        {
            throw Refusal($"{Words.Format(name)} was never hosted here.");
        }

        var target = reference is null ? Before(timeline, name)
            : PolicyId.Is(reference) ? timeline.WithId(reference) ?? throw Refusal(
                $"{Words.Format(name)} never had a policy with the id {reference}. See 'mta-sts history {name}'.")
            : timeline.At(time) ?? throw Refusal(
                $"{Words.Format(name)} had no policy at {time:u}; its first dates from {timeline.States[^1].Since:u}.");
        var draft = await CreateDraftAsync(session.Store, target, cancellationToken);
        var step = ChangeStep.Save(session, name, timeline.Current, draft, GetReason(arguments));
        return await ChangeAsync(arguments, console, session, [step], cancellationToken);
    }

    private static DateTimeOffset ReadTime(string text)
    {
        // That it is a time was checked with the arguments.
        _ = TimeText.TryParse(text, out var time);

        // The history shows whole seconds, so a whole second stands for all states that began within it.
        var isWholeSecond = time.Ticks % TimeSpan.TicksPerSecond == 0 && text.Length > "2026-11-22".Length && !text.Contains('.');
        return isWholeSecond ? time.AddTicks(TimeSpan.TicksPerSecond - 1) : time;
    }

    private static StoredPolicy Before(PolicyTimeline timeline, DomainName name) =>
        timeline.IsCurrentLost ? timeline.States[0]
        : timeline.States.Count > 1 ? timeline.States[1]
        : throw Refusal($"{Words.Format(name)} has only ever been in one state; there is nothing to go back to.");

    private static async Task<PolicyDraft> CreateDraftAsync(
        IEditablePolicyStore store, StoredPolicy target, CancellationToken cancellationToken)
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
