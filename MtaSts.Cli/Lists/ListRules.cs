using static MtaSts.Severity;

namespace MtaSts.Cli.Lists;

/// <summary>What can be wrong with a list of domains before it is known what its rows say.</summary>
internal static class ListRules
{
    private const string Formats = "docs/import.md";

    public static FindingRule CsvMalformed { get; } = new(
        "MTASTS181",
        Error,
        "RFC 4180 §2",
        "Put values with separators, quotes or line ends into quotes, and double the quotes in them.");

    public static FindingRule ColumnMissing { get; } = new(
        "MTASTS182",
        Error,
        Formats,
        "Call the column with the domains Domain, name it with --column, or write one domain per line.");

    public static FindingRule NameUnknown { get; } = new("MTASTS183", Error, Formats, "Remove it, or write one of the names there.");

    public static FindingRule ValueCount { get; } = new("MTASTS184", Error, "RFC 4180 §2", "Write a value, or nothing, for each column.");

    public static FindingRule NotText { get; } = new(
        "MTASTS188", Error, Formats, "Save it as text in UTF-8; Excel calls that 'CSV UTF-8'.");

    public static FindingRule NoDomain { get; } = new("MTASTS191", Error, Formats, "Name a file or a folder that has domains.");

    public static IReadOnlyList<FindingRule> All { get; } = [CsvMalformed, ColumnMissing, NameUnknown, ValueCount, NotText, NoDomain];
}
