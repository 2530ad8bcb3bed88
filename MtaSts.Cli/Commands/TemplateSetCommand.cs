using System.CommandLine;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Options;
using MtaSts.Cli.Services;
using MtaSts.Cli.Store;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

internal sealed class TemplateSetCommand : TemplateChangeCommand
{
    private readonly Argument<string> name = TemplateArgument.Create();
    private readonly Option<string[]> mx = PolicyOptions.Mx("Host that receives mail, or *.domain for the hosts one label below");
    private readonly Option<string?> maxAge = PolicyOptions.MaxAge(
        "How long senders may keep the policies, such as 36h, 14d or 2w [default for new templates: 2w]");

    public TemplateSetCommand(ToolServices services)
        : base(
            "set",
            "Sets a template, and so the policies of the domains that use it; only what is given changes.",
            "mta-sts template set exchange --mx \"*.mail.protection.outlook.com\" --max-age 14d --yes",
            services)
    {
        Arguments.Add(name);
        Options.Add(mx);
        Options.Add(maxAge);
        Validators.Add(call =>
        {
            if (call.GetResult(mx) is null && call.GetResult(maxAge) is null)
            {
                call.AddError("Nothing to set. Use --mx or --max-age.");
            }
        });
    }

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var patterns = arguments.GetValue(mx);
        var edit = new TemplateEdit { Mx = patterns is { Length: > 0 } ? patterns : null, MaxAge = arguments.GetValue(maxAge) };
        var template = arguments.GetRequiredValue(name);
        var current = await session.Store.ReadTemplateAsync(template, cancellationToken);
        var draft = edit.Apply(current);
        if (draft.MaxAge is null)
        {
            return Refuse(arguments, console, [(PlannedChange.NameOfTemplate(template), draft.Findings)]);
        }

        return await ChangeTemplateAsync(arguments, console, session, template, current, draft, cancellationToken);
    }
}
