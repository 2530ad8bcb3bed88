using System.CommandLine;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Options;
using MtaSts.Cli.Store;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

internal sealed class RollbackCommand : ChangeCommand
{
    private const int IdLength = 16;

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
            if (!IsId(text) && !TimeText.TryParse(text, out _))
            {
                result.AddError(
                    $"'{text}' is neither a policy id ({IdLength} characters 0-9 and a-f) nor a time such as 2026-11-22T08:00:00Z.");
            }
        });
    }

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var name = arguments.GetValue(domain);
        var reference = arguments.GetValue(to);
        var time = reference is null || IsId(reference) ? default : ReadTime(reference);
        var timeline = await PolicyTimeline.ReadAsync(session.Store, name, cancellationToken);
        if (timeline.States.Count == 0)
        {
            throw Refusal($"{Words.Format(name)} was never hosted here.");
        }

        var target = reference is null ? Before(timeline, name)
            : IsId(reference) ? timeline.WithId(reference) ?? throw Refusal(
                $"{Words.Format(name)} never had a policy with the id {reference}. See 'mta-sts history {name}'.")
            : timeline.At(time) ?? throw Refusal(
                $"{Words.Format(name)} had no policy at {time:u}; its first dates from {timeline.States[^1].ChangedAt:u}.");
        var content = GetContent(target, name);
        var draft = new PolicyDraft(content, target.Policy, target.Findings);
        var step = ChangeStep.Save(session, name, timeline.Current, draft, GetReason(arguments));
        return await ChangeAsync(arguments, console, [step], cancellationToken);
    }

    private static bool IsId(string text) => text.Length == IdLength && text.All(char.IsAsciiHexDigitLower);

    private static DateTimeOffset ReadTime(string text)
    {
        // That it is a time was checked with the arguments.
        _ = TimeText.TryParse(text, out var time);

        // The history shows whole seconds, so a whole second stands for all states that began within it.
        var isWholeSecond = time.Ticks % TimeSpan.TicksPerSecond == 0 && text.Contains(':') && !text.Contains('.');
        return isWholeSecond ? time.AddTicks(TimeSpan.TicksPerSecond - 1) : time;
    }

    private static StoredPolicy Before(PolicyTimeline timeline, DomainName name) =>
        timeline.IsCurrentLost ? timeline.States[0]
        : timeline.States.Count > 1 ? timeline.States[1]
        : throw Refusal($"{Words.Format(name)} has only ever been in one state; there is nothing to go back to.");

    private static PolicyContent GetContent(StoredPolicy target, DomainName name) => target switch
    {
        { IsRemoval: true } => throw Refusal(
            $"{Words.Format(name)} was removed at {target.ChangedAt:u}, so there is no policy to go back to. "
            + "Use --to for another state, or 'mta-sts remove'."),
        { Content: null } => throw Refusal(
            $"The state of {Words.Format(name)} since {target.ChangedAt:u} cannot be served: {target.Findings[0]}"),
        { Content: var content } => content,
    };

    private static CommandException Refusal(string message) => new(ExitCode.Failed, message);
}
