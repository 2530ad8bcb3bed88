using System.CommandLine;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Options;
using MtaSts.Cli.Store;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

internal sealed class TemplateRemoveCommand : ChangeCommand
{
    private readonly Argument<string> name = TemplateArgument.Create();

    public TemplateRemoveCommand()
        : base("remove", "Removes a template that no domain uses; its history stays.", "mta-sts template remove exchange --yes") =>
            Arguments.Add(name);

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var text = arguments.GetRequiredValue(name);
        var template = await session.ReadTemplateAsync(text, cancellationToken);
        if (session.ReadDefault() is { } defaults && defaults.Name == text)
        {
            throw new CommandException(
                ExitCode.Failed,
                $"The template {text} was not removed. {MissingRow.DescribeDomains(defaults)} gets it, by MtaSts__DefaultTemplate or "
                + "mta-sts.json. Name another template there first, for the app and the tool, or remove the setting. If it was in enforce, "
                + "senders hold it for its max_age: until that is over, move no MX of these domains.");
        }

        var users = (await session.FindTemplateUsersAsync(cancellationToken))[text].ToList();
        if (users.Count > 0)
        {
            throw new CommandException(
                ExitCode.Failed,
                $"The template {text} is in use and was not removed. First set these domains to something else:\n"
                + string.Join('\n', users.Select(user => $"  {Words.Format(user.Domain)}")));
        }

        var step = new ChangeStep(
            new PlannedChange(PlannedChange.NameOfTemplate(text), PlannedChange.FormatTemplate(template.Mx, template.MaxAge), null, []),
            async token => await session.Store.RemoveTemplateAsync(
                new TemplateRemoval(text, template.Version, await session.FindOperatorAsync(token), GetReason(arguments)), token));
        return await ChangeAsync(arguments, console, session, [step], cancellationToken);
    }
}
