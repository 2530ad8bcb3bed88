using static MtaSts.Severity;

namespace MtaSts.Cli.Import;

/// <summary>What can be wrong with what is imported, beside <see cref="Lists.ListRules"/>.</summary>
internal static class ImportRules
{
    private const string Formats = "docs/import.md";

    public static FindingRule JsonMalformed { get; } = new("MTASTS185", Error, Formats, "Write a list of policies as export does.");

    public static FindingRule DomainInvalid { get; } = new("MTASTS186", Error, Formats, "Write a mail domain such as contoso.com.");

    public static FindingRule DomainRepeated { get; } = new("MTASTS187", Error, Formats, "Keep one of the two.");

    public static FindingRule MxTooLong { get; } = new("MTASTS189", Error, Formats, "Use wildcards; they cover many hosts.");

    public static FindingRule HeldUntilInvalid { get; } = new(
        "MTASTS190", Error, Formats, "Write a UTC time such as 2026-11-22T08:00:00Z, as export does, or leave it out.");

    public static FindingRule CustomerInvalid { get; } = new(
        "MTASTS192",
        Error,
        Formats,
        "Write a name of at most 120 characters on one line that does not begin with =, +, - or @, or leave it out.");

    public static FindingRule PolicyTwice { get; } = new(
        "MTASTS193", Error, Formats, "Keep one of them: the policy in MTA_STS_Policy, or what the other columns say.");

    public static FindingRule DomainsMissing { get; } = new("MTASTS198", Error, Formats, "Name them with --domains.");

    public static IReadOnlyList<FindingRule> All { get; } =
    [
        JsonMalformed, DomainInvalid, DomainRepeated, MxTooLong, HeldUntilInvalid, CustomerInvalid, PolicyTwice, DomainsMissing,
    ];
}
