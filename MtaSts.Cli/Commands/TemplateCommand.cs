namespace MtaSts.Cli.Commands;

internal sealed class TemplateCommand : ToolCommand
{
    public TemplateCommand()
        : base("template", "Manages templates: an mx list and a max_age that many domains share.", "mta-sts template list")
    {
        Subcommands.Add(new TemplateSetCommand());
        Subcommands.Add(new TemplateListCommand());
        Subcommands.Add(new TemplateShowCommand());
        Subcommands.Add(new TemplateHistoryCommand());
        Subcommands.Add(new TemplateRollbackCommand());
        Subcommands.Add(new TemplateRemoveCommand());
    }
}
