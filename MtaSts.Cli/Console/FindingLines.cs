using Spectre.Console;

namespace MtaSts.Cli.Console;

internal static class FindingLines
{
    public static void Write(IAnsiConsole console, IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            console.Write(new Padder(new Text(PlainText.SanitizeLines(finding.ToString())), new Padding(2, 0, 0, 0)) { Expand = false });
        }
    }
}
