using System.CommandLine;
using System.Globalization;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

/// <summary><c>rollback</c>: puts an earlier state of a domain in force again.</summary>
internal sealed class RollbackCommand : ChangeCommand
{
    private const int IdLength = 16;

    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK", "yyyyMMdd'T'HHmmssK",
    ];

    private readonly Argument<DomainName> domain = Cli.Arguments.Domain();

    private readonly Option<string?> to = new("--to")
    {
        Description = "The policy id, or the UTC time, to go back to; without it, the state before the current one.",
        HelpName = "ID|TIME",
    };

    public RollbackCommand()
        : base("rollback", "Puts an earlier state of a domain in force again.", "mta-sts rollback contoso.com --reason \"new MX fails\" --dry-run")
    {
        Arguments.Add(domain);
        Options.Add(to);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, CliConsole terminal, StoreSession workplace, CancellationToken cancellationToken)
    {
        var name = arguments.GetValue(domain);
        var reference = arguments.GetValue(to);
        var time = reference is null || IsId(reference) ? default : ParseTime(reference);
        var timeline = await PolicyTimeline.ReadAsync(workplace.Store, name, cancellationToken);
        if (timeline.States.Count == 0)
        {
            throw Refusal($"{DomainTitle.Format(name)} was never hosted here.");
        }

        var target = reference is null ? Before(timeline, name)
            : IsId(reference) ? timeline.WithId(reference) ?? throw Refusal($"{DomainTitle.Format(name)} never had a policy with the id {reference}. See its history.")
            : timeline.At(time) ?? throw Refusal($"{DomainTitle.Format(name)} had no state at {time:u}; its first is of {timeline.States[^1].ChangedAt:u}.");
        var content = GetContent(target, name);
        var proposal = new PlannedChange(
            name.Ascii,
            FormatText(timeline.Current),
            FormatText(target),
            target.Findings,
            async token => await workplace.Store.SaveAsync(
                new PolicyChange
                {
                    Domain = name,
                    Content = content,
                    Version = timeline.Current?.Version,
                    ChangedBy = await workplace.FindOperatorAsync(token),
                    Reason = arguments.GetValue(Reason)!,
                },
                token))
        {
            IsChange = !content.Equals(timeline.Current?.Content),
            Notes = ContentTitle.FormatChange(timeline.Current, content),
        };
        return await ProposeAsync(arguments, terminal, [proposal], cancellationToken);
    }

    private static bool IsId(string text) => text.Length == IdLength && text.All(char.IsAsciiHexDigitLower);

    private static DateTimeOffset ParseTime(string text)
    {
        if (!DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            throw new CommandException(ExitCode.WrongUsage, $"'{text}' is neither a policy id (16 digits and letters a to f) nor a time such as 2026-11-22T08:00:00Z.");
        }

        // The history shows whole seconds: what came to be within one is meant when that is named.
        var isWholeSecond = time.Ticks % TimeSpan.TicksPerSecond == 0 && text.Contains(':') && !text.Contains('.');
        return (isWholeSecond ? time.AddTicks(TimeSpan.TicksPerSecond - 1) : time).ToUniversalTime();
    }

    private static StoredPolicy Before(PolicyTimeline timeline, DomainName name) =>
        timeline.IsCurrentLost ? timeline.States[0]
        : timeline.States.Count > 1 ? timeline.States[1]
        : throw Refusal($"{DomainTitle.Format(name)} has been in one state only; there is nothing to go back to.");

    private static PolicyContent GetContent(StoredPolicy target, DomainName name) => target switch
    {
        { IsRemoval: true } => throw Refusal($"The state of {DomainTitle.Format(name)} since {target.ChangedAt:u} is that it was removed. Use --to for another state, or the command remove."),
        { Content: null } => throw Refusal($"The state of {DomainTitle.Format(name)} since {target.ChangedAt:u} cannot be served: {target.Findings[0]}"),
        { Content: var content } => content,
    };

    private static CommandException Refusal(string message) => new(ExitCode.Failed, message);
}
