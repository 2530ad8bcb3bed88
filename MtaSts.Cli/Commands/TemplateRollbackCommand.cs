using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Cli.Options;
using MtaSts.Cli.Services;
using MtaSts.Cli.Store;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

internal sealed class TemplateRollbackCommand : TemplateChangeCommand
{
    private readonly Argument<string> name = TemplateArgument.Create();
    private readonly Option<string?> to = TextOption.Create(
        "--to", "TIME", "UTC time to go back to [default: the state before the current one]");

    public TemplateRollbackCommand(ToolServices services)
        : base(
            "rollback",
            "Puts an earlier state of a template in force again, and so changes the policies of the domains that use it.",
            "mta-sts template rollback exchange --reason \"new MX fails\" --dry-run",
            services)
    {
        Arguments.Add(name);
        Options.Add(to);
        to.Validators.Add(result =>
        {
            if (!TimeText.TryParse(result.Tokens[0].Value, out _))
            {
                result.AddError($"'{result.Tokens[0].Value}' is not a time. Use one such as 2026-11-22T08:00:00Z.");
            }
        });
    }

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var template = arguments.GetRequiredValue(name);
        var timeline = await session.Store.ReadTemplateTimelineAsync(template, cancellationToken);
        if (timeline.States.Count == 0)
        {
            throw Refusal($"There never was a template '{template}'.");
        }

        var target = FindTarget(timeline, template, arguments.GetValue(to));
        return await ChangeTemplateAsync(
            arguments, console, session, template, timeline.Current, CreateDraft(target), cancellationToken);
    }

    private static StoredTemplate FindTarget(TemplateTimeline timeline, string template, string? reference)
    {
        if (reference is null)
        {
            return timeline.Previous ?? throw Refusal(
                $"The template {template} has only ever been in one state; there is nothing to go back to.");
        }

        var time = TimeText.ParseOfHistory(reference);
        return timeline.At(time) ?? throw Refusal(
            $"There was no template '{template}' at {time:u}; its first state dates from {timeline.States[^1].Since:u}.");
    }

    private static TemplateDraft CreateDraft(StoredTemplate target) => target switch
    {
        { IsRemoval: true } => throw Refusal(
            $"The template {target.Name} was removed at {target.Since:u}, so there is nothing to go back to. "
            + $"Use --to for another state, or 'mta-sts template remove {target.Name}'."),
        { MaxAge: null } => throw Refusal(
            $"The state of the template {target.Name} since {target.Since:u} cannot be used: {target.Findings[0]}"),
        _ => new TemplateDraft(target.Mx, target.MaxAge, target.Findings),
    };

    private static CommandException Refusal(string message) => new(ExitCode.Failed, message);
}
