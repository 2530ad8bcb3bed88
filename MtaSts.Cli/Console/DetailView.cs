using System.Text;

namespace MtaSts.Cli.Console;

/// <summary>A result about one thing: a title and below it named values, unbroken so that they can be copied.</summary>
internal sealed class DetailView(string title)
{
    private const int LabelWidth = 9;

    private readonly StringBuilder text = new StringBuilder(title).Append('\n');

    public void Add(string label, string value)
    {
        foreach (var (line, index) in value.Split('\n').Select((line, index) => (line, index)))
        {
            text.Append("  ").Append((index == 0 ? label : "").PadRight(LabelWidth));
            text.Append(PlainText.Sanitize(line, int.MaxValue)).Append('\n');
        }
    }

    public void WriteTo(CliConsole console) => console.WriteText(text.ToString());
}
