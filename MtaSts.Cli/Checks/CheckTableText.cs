using Spectre.Console;

namespace MtaSts.Cli.Checks;

internal static class CheckTableText
{
    private const int MaximumValueLength = 400;

    public static void WriteText(this IAnsiConsole console, int indent, string text, Style style) =>
        console.Write(new Padder(new Text(PlainText.Sanitize(text), style), new Padding(indent, 0, 0, 0)) { Expand = false });

    public static string Cut(string value) => PlainText.Sanitize(value, MaximumValueLength);

    public static Style GetStyle(this Standing standing) => standing switch
    {
        Standing.InOrder => Color.Green,
        Standing.NotChecked => Color.Grey,
        Standing.Advice => Color.Teal,
        Standing.RecordsToPublish => Color.Blue,
        Standing.ProtectionMissing => Color.Yellow,
        _ => Color.Red,
    };
}
