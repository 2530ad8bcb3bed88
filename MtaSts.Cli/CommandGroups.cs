using MtaSts.Cli.Commands;
using MtaSts.Cli.Help;
using MtaSts.Cli.Options;
using MtaSts.Cli.Services;

namespace MtaSts.Cli;

/// <summary>All commands, in the order in which the help names them.</summary>
internal static class CommandGroups
{
    public static IReadOnlyList<CommandGroup> Create(ToolServices services) =>
    [
        new("Start here", "docs/start.md", [new InitCommand(), new OnboardCommand(services), new CompletionCommand()]),
        new(
            "Policies",
            "docs/tool.md",
            [
                new ListCommand(),
                new ShowCommand(),
                new SetCommand(services),
                new TemplateCommand(services),
                new HistoryCommand(),
                new RollbackCommand(services),
                new ImportCommand(services),
                new ExportCommand(services.Time),
            ]),
        new(
            "Roll-out",
            "docs/roll-out.md",
            [
                new StatusCommand(new RolloutOptions(services)),
                new PromoteCommand(services),
                new MoveMxCommand(services),
                new RemoveCommand(services),
                new OffboardCommand(services),
            ]),
        new("Checks", "docs/findings.md", [new CheckCommand(new SenderOptions(services), services.Time), new LintCommand()]),
        new("Records", "docs/deploy.md", [new DnsCommand(), new PublishCommand(services)]),
    ];
}
