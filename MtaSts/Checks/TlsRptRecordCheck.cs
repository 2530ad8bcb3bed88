using MtaSts.Checks.Lookups;
using MtaSts.Checks.Results;
using MtaSts.Records;

namespace MtaSts.Checks;

/// <summary>Judges the TXT record <c>_smtp._tls</c> of a domain (RFC 8460 §3). MTA-STS works without, so its absence is but a warning.</summary>
public static class TlsRptRecordCheck
{
    /// <summary>What a sender makes of the record.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="answer">The TXT records of <c>_smtp._tls.&lt;domain&gt;</c>.</param>
    public static CheckPart Judge(DomainName domain, DnsAnswer<IReadOnlyList<string>> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var name = $"_smtp._tls.{domain}";
        var draft = new CheckPartBuilder(CheckArea.TlsRptRecord);
        draft.SeeAliases(answer);
        if (!draft.Knows(answer, "the TXT record", "Whether the domain asks for reports is not known."))
        {
            return draft.ToPart();
        }

        if (answer.Outcome != DnsOutcome.Found)
        {
            draft.AddFinding(CheckRules.NoReports.At(name, answer.DescribeAbsence("TXT record")));
            return draft.ToPart();
        }

        var reading = TlsRptRecord.Choose(answer.Records);
        if (reading.Value is { } record)
        {
            draft.AddObservation("rua", string.Join(", ", record.Rua));
        }
        else
        {
            draft.SeeTexts(answer.Records);
        }

        foreach (var finding in reading.Findings)
        {
            // Other records than ours are to a sender as good as none.
            if (finding.Code == TextRecordRules.RptNoRecord.Code)
            {
                draft.AddFinding(CheckRules.NoReports.At(name, finding.Message));
            }
            else
            {
                draft.Find(name, finding);
            }
        }

        return draft.ToPart();
    }
}
