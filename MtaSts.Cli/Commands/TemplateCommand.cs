using MtaSts.Cli.Services;

namespace MtaSts.Cli.Commands;

internal sealed class TemplateCommand : ToolCommand
{
    public TemplateCommand(ToolServices services)
        : base("template", "Manages templates: mx and max_age that many domains share.", "mta-sts template list")
    {
        Subcommands.Add(new TemplateSetCommand(services));
        Subcommands.Add(new TemplateListCommand());
        Subcommands.Add(new TemplateShowCommand());
        Subcommands.Add(new TemplateHistoryCommand());
        Subcommands.Add(new TemplateRollbackCommand(services));
        Subcommands.Add(new TemplateRemoveCommand());
    }
}
