using System.CommandLine.Parsing;
using System.CommandLine;

namespace MtaSts.Cli.Options;

/// <summary><c>--output table|json</c>, on every command that has a result.</summary>
internal static class OutputOption
{
    public static Option<OutputFormat> Create() => new("--output", "-o")
    {
        Description = "How the result is written: table for people, json for machines.",
        HelpName = "table|json",
        DefaultValueFactory = _ => OutputFormat.Table,
        CustomParser = Parse,
    };

    private static OutputFormat Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        foreach (var format in Enum.GetValues<OutputFormat>())
        {
            if (text.Equals(format.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                return format;
            }
        }

        result.AddError($"'{text}' is no output. Write table or json.");
        return default;
    }
}
