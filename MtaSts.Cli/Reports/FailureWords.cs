using MtaSts.Reports;

namespace MtaSts.Cli.Reports;

internal static class FailureWords
{
    /// <summary>What a kind of failure is called; also one for which senders give no reason has a name.</summary>
    public static string GetName(FailureKind kind) => kind.Type.Length == 0 ? "no reason given" : kind.Type;
}
