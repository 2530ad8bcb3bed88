using MtaSts.Checks.Lookups;
using MtaSts.Checks.Results;
using MtaSts.Records;

namespace MtaSts.Checks;

/// <summary>Judges the TXT record <c>_mta-sts</c> of a domain (RFC 8461 §3.1).</summary>
internal static class MtaStsRecordCheck
{
    private static readonly TimeSpan LongestTimeToLive = TimeSpan.FromHours(1);

    /// <param name="expected">Which id it must have, if the domain is hosted here; null for any id.</param>
    public static CheckPart Judge(DomainName domain, DnsAnswer<IReadOnlyList<string>> answer, IdExpectation? expected)
    {
        var name = $"_mta-sts.{domain}";
        var part = new CheckPartBuilder(CheckArea.MtaStsRecord);
        part.AddAliases(answer);
        if (!part.HasAnswer(answer, "the TXT record", "Whether the domain has an MTA-STS record could not be determined."))
        {
            return part.ToPart();
        }

        if (answer.Outcome != DnsOutcome.Found)
        {
            if (expected is null || !IdCheck.ExcusesAbsence(part, name, expected))
            {
                var finding = TextRecordRules.StsNoRecord.At(0, 0, answer.DescribeAbsence("TXT record"));
                part.AddFinding(name, expected?.Target is { } target
                    ? finding with { Advice = AdviseTarget(name, target, answer, expected) }
                    : finding);
            }

            return part.ToPart();
        }

        JudgeRecords(part, name, answer, expected);
        return part.ToPart();
    }

    private static void JudgeRecords(CheckPartBuilder part, string name, DnsAnswer<IReadOnlyList<string>> answer, IdExpectation? expected)
    {
        var result = MtaStsRecord.Choose(answer.Records);
        if (result.Value is { } record)
        {
            part.AddObservation("id", record.Id);
        }
        else
        {
            part.AddTexts(answer.Records);
        }

        if (expected?.Target is { } target && !answer.Aliases.Contains(target.Ascii))
        {
            part.AddObservation("not delegated", $"as a CNAME for {target}, {name} would not have to change with each id");
        }

        part.AddObservation("TTL", $"{answer.TimeToLive?.TotalSeconds} s");
        foreach (var finding in result.Findings)
        {
            part.AddFinding(name, finding);
        }

        var exists = result.Findings.All(finding => finding.Code != TextRecordRules.StsNoRecord.Code);
        if (exists && answer.TimeToLive > LongestTimeToLive)
        {
            part.AddFinding(CheckRules.LongTtl.At(name, $"The TTL is {answer.TimeToLive.Value.TotalSeconds} seconds."));
        }

        if (expected is not null && result.Value is { } published)
        {
            IdCheck.Judge(part, name, published.Id, answer.TimeToLive, expected);
        }
    }

    private static string AdviseTarget(
        string name, DomainName target, DnsAnswer<IReadOnlyList<string>> answer, IdExpectation expected) =>
        $"Write the TXT record at {target}: 'mta-sts publish {expected.Domain} --write'."
        + (answer.Aliases.Contains(target.Ascii) ? "" : $" Then make {name} a CNAME for it.");
}
