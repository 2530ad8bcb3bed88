using System.CommandLine;
using MtaSts.Cli.Options;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

/// <summary><c>template set</c>: says what a template is, and shows which domains it changes.</summary>
internal sealed class TemplateSetCommand : ChangeCommand
{
    private readonly Argument<string> name = TemplateArgument.Create();

    private readonly Option<string[]> mx = new("--mx") { Description = "Host that receives mail, or *.domain for the hosts one label below; may be repeated" };

    private readonly Option<string?> maxAge = new("--max-age") { Description = "How long senders may keep the policies: seconds, or 36h, 14d, 2w [new templates: 604800]" };

    public TemplateSetCommand()
        : base(
            "set",
            "Sets a template, and so the policies of the domains that use it; only what is given changes.",
            "mta-sts template set exchange --mx \"*.mail.protection.outlook.com\" --max-age 14d --yes")
    {
        Arguments.Add(name);
        Options.Add(mx);
        Options.Add(maxAge);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, CliConsole terminal, StoreSession workplace, CancellationToken cancellationToken)
    {
        var edit = new TemplateEdit { Mx = arguments.GetValue(mx) is { Length: > 0 } patterns ? patterns : null, MaxAge = arguments.GetValue(maxAge) };
        if (edit is { Mx: null, MaxAge: null })
        {
            throw new CommandException(ExitCode.WrongUsage, "Say what to set: --mx or --max-age.");
        }

        var template = arguments.GetRequiredValue(name);
        var current = await workplace.Store.ReadTemplateAsync(template, cancellationToken);
        var draft = edit.Apply(current);
        if (draft.MaxAge is null)
        {
            return InvalidInput.Report(terminal, arguments.GetValue(Output), [(PlannedChange.NameOfTemplate(template), draft.Findings)]);
        }

        var users = (await TemplateUsers.FindAsync(workplace.Store, cancellationToken))[template];
        var change = Propose(template, current, draft, arguments.GetValue(Reason)!, workplace);
        return await ProposeAsync(arguments, terminal, [change, .. users.Where(user => user.Policy is not null).Select(user => Follow(user, draft)).Where(proposal => proposal.IsChange)], cancellationToken);
    }

    private static PlannedChange Propose(string template, StoredTemplate? current, TemplateDraft draft, string reason, StoreSession workplace) => new(
        PlannedChange.NameOfTemplate(template),
        current is null ? null : TemplateText.Format(current.Mx, current.MaxAge),
        TemplateText.Format(draft.Mx, draft.MaxAge),
        draft.Findings,
        async cancellationToken => await workplace.Store.SaveTemplateAsync(
            new TemplateChange
            {
                Name = template,
                Mx = draft.Mx,
                MaxAge = draft.MaxAge!.Value,
                Version = current?.Version,
                ChangedBy = await workplace.FindOperatorAsync(cancellationToken),
                Reason = reason,
            },
            cancellationToken));

    private static PlannedChange Follow(StoredPolicy user, TemplateDraft draft) =>
        new(user.Domain.Ascii, FormatText(user), FormatText(user.Content, draft.CreatePolicy(user)), [], _ => Task.CompletedTask) { IsConsequence = true };
}
