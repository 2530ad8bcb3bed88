using System.Text;
using MtaSts.Cli.Lists;
using MtaSts.Policies;

namespace MtaSts.Cli.Import;

/// <summary>The policy that PS.MTA-STS fetched from a domain's host, as a value of its export.</summary>
internal static class PolicyValue
{
    public const string Column = "MTA_STS_Policy";

    // It writes "ERROR: " and what PowerShell said, which may be nothing.
    private const string Failure = "ERROR";

    /// <summary>Reads the policy; null where there is none, and where it is invalid, which is reported.</summary>
    public static Policy? Read(string file, ListRow row, int column, string domain, ImportInput input)
    {
        var value = row.Values[column];
        var text = value.Trim();
        if (text.Length == 0)
        {
            return null;
        }

        if (text.StartsWith(Failure, StringComparison.Ordinal))
        {
            input.Notes.Add((domain, $"{Column} says that its policy could not be fetched, so none is taken over"));
            return null;
        }

        var parsed = PolicyParser.Parse(Encoding.UTF8.GetBytes(text));
        var before = row.FindLine(column) + ListRow.CountLineEnds(value[..value.IndexOf(text[0], StringComparison.Ordinal)]);
        foreach (var error in parsed.Findings.Where(finding => finding.Severity == Severity.Error))
        {
            var line = before + Math.Max(error.Line, 1) - 1;
            var message = $"{domain}: {Column} is not a valid policy: {error.Message}";
            input.Faults.Add(new ImportFault(file, error with { Line = line, Column = 0, Message = message }));
        }

        return parsed.Value;
    }
}
