using MtaSts.Cli.Console;
using MtaSts.Cli.Store;
using MtaSts.Policies;
using MtaSts.Rollout;
using MtaSts.Storage;
using static System.FormattableString;

namespace MtaSts.Cli.Rollout;

internal static class RemovalLines
{
    /// <summary>Until when senders hold what, and from when on the MX may be changed.</summary>
    public static string FormatHold(RolloutStatus status, SafeRemoval removing)
    {
        // The time runs from when mode none was seen to be served; until then, this is the earliest.
        var isRunning = removing.Step != RemovalStep.ServeNone && status.Current?.ServedAt is not null;
        return Invariant($"Senders may hold earlier policies of {Words.Format(status.Domain)} until {removing.SafeAt:u}, ")
            + $"in {Words.Format(removing.SafeAt - status.Now)}{(isRunning ? "" : " if mode none is served at once")} (RFC 8461 §8.3)."
            + (removing.Cause is null ? "" : $" {removing.Cause}")
            + string.Concat(SenderPolicyText.Describe(FindBinding(status)).Select(sentence => $" {sentence}"))
            + $" {FormatMx(status, removing)}";
    }

    /// <summary>What is left to remove, in the order of RFC 8461 §8.3: senders are not to find a record without a policy.</summary>
    public static string FormatRest(RolloutStatus status)
    {
        var host = $"mta-sts.{status.Domain} and its certificate";
        return status.Seen is { IsIdKnown: true, Record.Records.Count: 0 }
            ? $"After that, remove {host}: {FormatCommand(status)}"
            : $"After that, remove the record {status.FormatIdRecord().TrimEnd(',')}, then {host}: {FormatCommand(status)}";
    }

    /// <summary>Says that the domain does not end with its row where the app serves the default template.</summary>
    public static string FormatDefault(DomainName domain, DefaultTemplate defaults, bool isRemoved) =>
        $"While mta-sts.{domain} points to the app, {Words.Format(domain)} gets {MissingRow.Describe(defaults)}, "
        + (isRemoved ? "now that it has no row." : "once it has no row.");

    private static IEnumerable<PolicyInUse> FindBinding(RolloutStatus status) =>
        status.Timeline.InUse.Where(use => use.Policy.Mode != PolicyMode.None);

    private static string FormatCommand(RolloutStatus status) => $"on Azure, 'mta-sts offboard {status.Domain}' does it.";

    private static string FormatMx(RolloutStatus status, SafeRemoval removing) => removing.MxFreeAt > status.Now
        ? Invariant($"From {removing.MxFreeAt:u} on, the MX of {Words.Format(status.Domain)} may be changed.")
        : $"No sender holds one in enforce, so the MX of {Words.Format(status.Domain)} may be changed at any time.";
}
