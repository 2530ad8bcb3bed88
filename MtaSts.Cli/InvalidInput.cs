using MtaSts.Cli.Options;
using MtaSts.Cli.Output;
using Spectre.Console;

namespace MtaSts.Cli;

/// <summary>Input that was found invalid, so that nothing was written.</summary>
internal static class InvalidInput
{
    /// <summary>Shows what was found, each under its name as in <see cref="PlannedChange.Name"/>.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Report(CliConsole terminal, OutputFormat format, IReadOnlyList<(string Name, IReadOnlyList<Finding> Findings)> faults)
    {
        var proposals = faults.Select(fault => new PlannedChange(fault.Name, null, null, fault.Findings, _ => Task.CompletedTask)).ToList();
        if (format == OutputFormat.Json)
        {
            CliConsole.WriteJson([.. proposals.Select(proposal => proposal.ToJson(isDone: false) with { Change = "invalid" })], ToolJson.Default.IReadOnlyListChangeJson);
        }
        else
        {
            foreach (var proposal in proposals)
            {
                terminal.Out.WriteLine($"{proposal.Title}: invalid");
                FindingLines.Write(terminal.Out, proposal.Findings);
            }
        }

        CliConsole.WriteMessage("Nothing was written: the input is invalid.");
        return ExitCode.Findings;
    }
}
