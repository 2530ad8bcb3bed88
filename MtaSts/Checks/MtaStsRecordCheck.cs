using MtaSts.Checks.Lookups;
using MtaSts.Checks.Results;
using MtaSts.Records;

namespace MtaSts.Checks;

/// <summary>Judges the TXT record <c>_mta-sts</c> of a domain (RFC 8461 §3.1).</summary>
public static class MtaStsRecordCheck
{
    private static readonly TimeSpan LongestTimeToLive = TimeSpan.FromHours(1);

    /// <summary>What a sender makes of the record.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="answer">The TXT records of <c>_mta-sts.&lt;domain&gt;</c>.</param>
    /// <param name="expectedId">The id of the policy that is served, when the domain is hosted here; null when any id will do.</param>
    public static CheckPart Judge(DomainName domain, DnsAnswer<IReadOnlyList<string>> answer, string? expectedId)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var name = $"_mta-sts.{domain}";
        var draft = new CheckPartBuilder(CheckArea.MtaStsRecord);
        draft.SeeAliases(answer);
        if (!draft.Knows(answer, "the TXT record", "Whether the domain has an MTA-STS record is not known."))
        {
            return draft.ToPart();
        }

        if (answer.Outcome != DnsOutcome.Found)
        {
            draft.Find(name, TextRecordRules.StsNoRecord.At(0, 0, answer.DescribeAbsence("TXT record")));
            return draft.ToPart();
        }

        JudgeRecords(draft, name, answer, expectedId);
        return draft.ToPart();
    }

    private static void JudgeRecords(CheckPartBuilder draft, string name, DnsAnswer<IReadOnlyList<string>> answer, string? expectedId)
    {
        var reading = MtaStsRecord.Choose(answer.Records);
        if (reading.Value is { } record)
        {
            draft.AddObservation("id", record.Id);
        }
        else
        {
            draft.SeeTexts(answer.Records);
        }

        draft.AddObservation("TTL", $"{answer.TimeToLive?.TotalSeconds} s");
        foreach (var finding in reading.Findings)
        {
            draft.Find(name, finding);
        }

        var isThere = reading.Findings.All(finding => finding.Code != TextRecordRules.StsNoRecord.Code);
        if (isThere && answer.TimeToLive > LongestTimeToLive)
        {
            draft.AddFinding(CheckRules.LongTtl.At(name, $"The TTL is {answer.TimeToLive.Value.TotalSeconds} seconds."));
        }

        if (expectedId is not null && reading.Value is { } published && published.Id != expectedId)
        {
            draft.AddFinding(CheckRules.IdDrifted.At(name, $"The id in DNS is {PlainText.Quote(published.Id)}, that of the policy served is {PlainText.Quote(expectedId)}."));
        }
    }
}
