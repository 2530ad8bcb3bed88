using System.CommandLine;
using MtaSts.Cli.Options;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

/// <summary><c>template remove</c>: removes a template that no domain uses.</summary>
internal sealed class TemplateRemoveCommand : ChangeCommand
{
    private readonly Argument<string> name = TemplateArgument.Create();

    public TemplateRemoveCommand()
        : base("remove", "Removes a template that no domain uses; its history stays.", "mta-sts template remove exchange --yes") => Arguments.Add(name);

    protected override async Task<int> RunAsync(ParseResult arguments, CliConsole terminal, StoreSession workplace, CancellationToken cancellationToken)
    {
        var text = arguments.GetRequiredValue(name);
        var template = await workplace.Store.ReadTemplateAsync(text, cancellationToken)
            ?? throw new CommandException(ExitCode.Failed, $"There is no template '{text}'.");
        var users = (await TemplateUsers.FindAsync(workplace.Store, cancellationToken))[text].ToList();
        if (users.Count > 0)
        {
            throw new CommandException(
                ExitCode.Failed,
                $"The template {text} is in use and was not removed. Set these domains otherwise first:\n" + string.Join('\n', users.Select(user => $"  {DomainTitle.Format(user.Domain)}")));
        }

        var proposal = new PlannedChange(PlannedChange.NameOfTemplate(text), TemplateText.Format(template.Mx, template.MaxAge), null, [], async token =>
            await workplace.Store.RemoveTemplateAsync(
                new TemplateRemoval(text, template.Version, await workplace.FindOperatorAsync(token), arguments.GetValue(Reason)!), token));
        return await ProposeAsync(arguments, terminal, [proposal], cancellationToken);
    }
}
