using System.Globalization;
using MtaSts.Cli.Console;
using MtaSts.Reports;

namespace MtaSts.Cli.Reports;

internal static class FailureWords
{
    /// <summary>What a kind of failure is called; also one for which senders give no reason has a name.</summary>
    public static string GetName(FailureKind kind) => kind.Type.Length == 0 ? "no reason given" : kind.Type;

    /// <summary>The name and what it means; one without a reason means nothing more.</summary>
    public static string Describe(FailureKind kind) => kind.Type.Length == 0 ? GetName(kind) : $"{kind.Type}: {kind.Text}";

    /// <summary>Codes that follow each other as one: <c>MTASTS404–407, MTASTS501–507 or MTASTS551</c>.</summary>
    public static string FormatFindings(FailureKind kind)
    {
        var runs = new List<(string First, string Last)>();
        foreach (var code in kind.Findings)
        {
            if (runs is [.., var run] && GetNumber(code) == GetNumber(run.Last) + 1)
            {
                runs[^1] = (run.First, code);
            }
            else
            {
                runs.Add((code, code));
            }
        }

        return Words.Or([.. runs.Select(run => run.First == run.Last ? run.First : $"{run.First}–{GetNumber(run.Last)}")]);
    }

    private static int GetNumber(string code) => int.Parse(code.AsSpan("MTASTS".Length), CultureInfo.InvariantCulture);
}
