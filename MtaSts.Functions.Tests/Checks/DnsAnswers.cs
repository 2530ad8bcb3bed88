using MtaSts.Checks.Lookups;

namespace MtaSts.Functions.Tests.Checks;

/// <summary>DNS answers for tests of the checks.</summary>
internal static class DnsAnswers
{
    public static DnsAnswer<T> Of<T>(string name, params T[] records) => new(name, DnsOutcome.Found, [], records, TimeSpan.FromMinutes(5));

    public static DnsAnswer<IReadOnlyList<string>> WithTexts(string name, params string[] texts) =>
        Of(name, texts.Select(text => (IReadOnlyList<string>)[text]).ToArray());

    public static DnsAnswer<T> Without<T>(string name, DnsOutcome outcome, params string[] aliases) =>
        new(name, outcome, aliases, [], null, outcome switch
        {
            DnsOutcome.Failed => "SERVFAIL",
            DnsOutcome.NoAnswer => "no answer in time",
            DnsOutcome.CnameLoop => $"the CNAMEs lead back to '{name}'",
            _ => null,
        });

    /// <summary>The numbers of the codes of what was found.</summary>
    public static string[] Codes(this CheckPart part) => [.. part.Findings.Select(finding => finding.Finding.Code["MTASTS".Length..])];
}
