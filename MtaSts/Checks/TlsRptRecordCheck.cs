using MtaSts.Checks.Lookups;
using MtaSts.Checks.Results;
using MtaSts.Records;

namespace MtaSts.Checks;

/// <summary>
/// Judges the TXT record <c>_smtp._tls</c> of a domain (RFC 8460 §3). MTA-STS works without it, so its absence is only a warning.
/// </summary>
internal static class TlsRptRecordCheck
{
    public static CheckPart Judge(DomainName domain, DnsAnswer<IReadOnlyList<string>> answer)
    {
        var name = $"_smtp._tls.{domain}";
        var part = new CheckPartBuilder(CheckArea.TlsRptRecord);
        part.AddAliases(answer);
        if (!part.HasAnswer(answer, "the TXT record", "Whether the domain asks for reports could not be determined."))
        {
            return part.ToPart();
        }

        if (answer.Outcome != DnsOutcome.Found)
        {
            part.AddFinding(CheckRules.NoReports.At(name, answer.DescribeAbsence("TXT record")));
            return part.ToPart();
        }

        var result = TlsRptRecord.Choose(answer.Records);
        if (result.Value is { } record)
        {
            part.AddObservation("rua", string.Join(", ", record.Rua));
        }
        else
        {
            part.AddTexts(answer.Records);
        }

        foreach (var finding in result.Findings)
        {
            // To a sender, only other records is the same as no record.
            if (finding.Code == TextRecordRules.RptNoRecord.Code)
            {
                var none = CheckRules.NoReports.At(name, finding.Message);
                part.AddFinding(finding.Line == 0 ? none : none with { Finding = none.Finding with { Advice = finding.Advice } });
            }
            else
            {
                part.AddFinding(name, finding);
            }
        }

        return part.ToPart();
    }
}
