using static MtaSts.Severity;

namespace MtaSts.Cli.Import;

internal static class ImportRules
{
    private const string Formats = "docs/import.md";

    public static FindingRule CsvMalformed { get; } = new(
        "MTASTS181", Error, "RFC 4180 §2", "Put values with commas, quotes or line ends into quotes, and double the quotes in them.");

    public static FindingRule ColumnMissing { get; } = new(
        "MTASTS182",
        Error,
        Formats,
        "Begin with a line of column names: Domain,Mode,Mx,MaxAge,Template,Upstream, or with DomainName as Get-AcceptedDomain does.");

    public static FindingRule NameUnknown { get; } = new("MTASTS183", Error, Formats, "Remove it, or write one of the names there.");

    public static FindingRule ValueCount { get; } = new("MTASTS184", Error, "RFC 4180 §2", "Write a value, or nothing, for each column.");

    public static FindingRule JsonMalformed { get; } = new("MTASTS185", Error, Formats, "Write a list of policies as export does.");

    public static FindingRule DomainInvalid { get; } = new("MTASTS186", Error, Formats, "Write a mail domain such as contoso.com.");

    public static FindingRule DomainRepeated { get; } = new("MTASTS187", Error, Formats, "Keep one of the two.");

    public static FindingRule NotUtf8 { get; } = new("MTASTS188", Error, Formats, "Save the file as UTF-8.");

    public static FindingRule MxTooLong { get; } = new("MTASTS189", Error, Formats, "Use wildcards; they cover many hosts.");

    public static FindingRule HeldUntilInvalid { get; } = new(
        "MTASTS190", Error, Formats, "Write a UTC time such as 2026-11-22T08:00:00Z, as export does, or leave it out.");

    public static IReadOnlyList<FindingRule> All { get; } =
    [
        CsvMalformed, ColumnMissing, NameUnknown, ValueCount, JsonMalformed, DomainInvalid, DomainRepeated, NotUtf8, MxTooLong,
        HeldUntilInvalid,
    ];
}
