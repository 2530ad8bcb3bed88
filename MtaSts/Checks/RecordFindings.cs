using MtaSts.Checks.Results;
using MtaSts.Records;

namespace MtaSts.Checks;

/// <summary>Puts what the readers of TXT records find into a check.</summary>
internal static class RecordFindings
{
    private const int MaximumShown = 5;

    // These are about which records a name has, the others about what stands in one.
    private static readonly HashSet<string> CodesOfNames =
    [
        .. from rule in (FindingRule[])
           [
               TextRecordRules.StsNoRecord, TextRecordRules.StsSeveralRecords, TextRecordRules.StsStrangerBeside,
               TextRecordRules.RptNoRecord, TextRecordRules.RptSeveralRecords, TextRecordRules.RptStrangerBeside,
           ]
           select rule.Code,
    ];

    /// <summary>Adds a finding of a reader.</summary>
    public static void Find(this CheckPartBuilder draft, string name, Finding finding) =>
        draft.AddFinding(new CheckFinding(CodesOfNames.Contains(finding.Code) ? CheckPhase.Dns : CheckPhase.Syntax, name, finding));

    /// <summary>Shows the TXT records of a name as they stand.</summary>
    public static void SeeTexts(this CheckPartBuilder draft, IEnumerable<IReadOnlyList<string>> records)
    {
        foreach (var record in records.Take(MaximumShown))
        {
            draft.AddObservation("TXT", PlainText.Quote(string.Concat(record)));
        }
    }
}
