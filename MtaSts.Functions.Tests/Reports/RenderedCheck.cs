using MtaSts.Cli.Checks;
using Spectre.Console;

namespace MtaSts.Functions.Tests.Reports;

/// <summary>The table of a report as a terminal shows it, without the spaces at the ends of lines.</summary>
internal static class RenderedCheck
{
    public static string Render(
        CheckReport report,
        int width = 80,
        bool showsSeen = false,
        ColorSystemSupport colours = ColorSystemSupport.NoColors,
        (string?, IReadOnlyList<DomainReport>)[]? groups = null)
    {
        var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            ColorSystem = colours,
            Ansi = colours == ColorSystemSupport.NoColors ? AnsiSupport.No : AnsiSupport.Yes,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = width;
        CheckTable.Write(console, report, groups ?? [(null, report.Domains)], showsSeen);
        return TrimLines(writer.ToString());
    }

    public static string TrimLines(string text) => string.Join(
        '\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd(' ')));
}
