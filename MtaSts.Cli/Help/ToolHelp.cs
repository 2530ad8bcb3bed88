using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using MtaSts.Cli.Commands;

namespace MtaSts.Cli.Help;

/// <summary>The help of the tool, by groups of commands, and that of each command, with its example.</summary>
internal sealed class ToolHelp(HelpAction help, IReadOnlyList<CommandGroup> groups) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is not ToolCommand command)
        {
            output.Write(CommandOverview.Format(parseResult.RootCommandResult.Command, groups));
            return 0;
        }

        using var text = new StringWriter();
        parseResult.InvocationConfiguration.Output = text;
        var exitCode = help.Invoke(parseResult);
        output.Write(OptionSections.Split(text.ToString(), command.Store?.OptionNames ?? []));
        output.WriteLine($"Example:\n  {command.Example}\n");
        return exitCode;
    }
}
