using MtaSts.Checks.Results;
using MtaSts.Records;

namespace MtaSts.Checks;

internal static class RecordFindings
{
    private const int MaximumShown = 5;

    // These are about the records of a name, the others about the text of one record.
    private static readonly HashSet<string> CodesOfNames =
    [
        .. from rule in (FindingRule[])
           [
               TextRecordRules.StsNoRecord, TextRecordRules.StsSeveralRecords, TextRecordRules.StsStrangerBeside,
               TextRecordRules.RptNoRecord, TextRecordRules.RptSeveralRecords, TextRecordRules.RptStrangerBeside,
           ]
           select rule.Code,
    ];

    public static void AddFinding(this CheckPartBuilder part, string name, Finding finding) =>
        part.AddFinding(new CheckFinding(CodesOfNames.Contains(finding.Code) ? CheckPhase.Dns : CheckPhase.Syntax, name, finding));

    public static void AddTexts(this CheckPartBuilder part, IEnumerable<IReadOnlyList<string>> records)
    {
        foreach (var record in records.Take(MaximumShown))
        {
            part.AddObservation("TXT", PlainText.Quote(string.Concat(record)));
        }
    }
}
