using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MtaSts.Cli.Commands;

internal sealed class HelpWithExample(HelpAction help) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is ToolCommand { Example: var example })
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"Example:\n  {example}\n");
        }

        return exitCode;
    }
}
