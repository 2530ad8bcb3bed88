using System.CommandLine;

namespace MtaSts.Cli;

/// <summary><c>--output table|json</c>, on every command that has a result.</summary>
internal static class OutputOption
{
    public static Option<OutputFormat> Create() => new("--output", "-o")
    {
        Description = "How the result is written: table for people, json for machines.",
        HelpName = "table|json",
        DefaultValueFactory = _ => OutputFormat.Table,
    };
}
