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
        new(
            "Start here",
            "docs/start.md",
            ("init", () => new InitCommand()),
            ("onboard", () => new OnboardCommand(services)),
            ("completion", () => new CompletionCommand())),
        new(
            "Policies",
            "docs/tool.md",
            ("list", () => new ListCommand()),
            ("show", () => new ShowCommand()),
            ("set", () => new SetCommand(services)),
            ("template", () => new TemplateCommand(services)),
            ("history", () => new HistoryCommand()),
            ("rollback", () => new RollbackCommand(services)),
            ("import", () => new ImportCommand(services)),
            ("export", () => new ExportCommand(services.Time))),
        new(
            "Roll-out",
            "docs/roll-out.md",
            ("status", () => new StatusCommand(services)),
            ("promote", () => new PromoteCommand(services)),
            ("move-mx", () => new MoveMxCommand(services)),
            ("remove", () => new RemoveCommand(services)),
            ("offboard", () => new OffboardCommand(services))),
        new(
            "Checks",
            "docs/findings.md, docs/reports.md",
            ("check", () => new CheckCommand(new SenderOptions(services, needsReports: false), services.Time)),
            ("lint", () => new LintCommand()),
            ("reports", () => new ReportsCommand(services))),
        new(
            "Records",
            "docs/deploy.md",
            ("dns", () => new DnsCommand(services)),
            ("publish", () => new PublishCommand(services))),
    ];

    /// <summary>Builds the command that a call names first; all of them where it names none, which takes longer.</summary>
    public static IEnumerable<ToolCommand> Build(IReadOnlyList<CommandGroup> groups, string[] arguments)
    {
        var commands = groups.SelectMany(group => group.Commands);
        var called = commands.Where(command => arguments is [var name, ..] && name == command.Name).ToArray();
        return (called.Length > 0 || arguments is ["--version"] ? called : commands).Select(command => command.Create());
    }
}
