using MtaSts.Checks.Lookups;
using MtaSts.Checks.Reports;

namespace MtaSts.Functions.Tests.Checks;

/// <summary>Answers of DNS for the judges.</summary>
internal static class Answers
{
    public static DnsAnswer<T> Of<T>(string name, params T[] records) => new(name, DnsOutcome.Found, [], records, TimeSpan.FromMinutes(5));

    public static DnsAnswer<IReadOnlyList<string>> OfTexts(string name, params string[] texts) =>
        Of(name, texts.Select(text => (IReadOnlyList<string>)[text]).ToArray());

    public static DnsAnswer<T> Without<T>(string name, DnsOutcome outcome, params string[] aliases) =>
        new(name, outcome, aliases, [], null, outcome switch
        {
            DnsOutcome.Failed => "SERVFAIL",
            DnsOutcome.NoAnswer => "no answer in time",
            DnsOutcome.AliasLoop => $"the CNAMEs lead back to '{name}'",
            _ => null,
        });

    /// <summary>The numbers of the codes of what was found.</summary>
    public static string[] Codes(this CheckPart part) => [.. part.Findings.Select(finding => finding.Finding.Code["MTASTS".Length..])];
}
