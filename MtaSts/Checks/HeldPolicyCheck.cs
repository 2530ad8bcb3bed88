using System.Globalization;
using MtaSts.Checks.Results;
using MtaSts.Policies;
using static System.FormattableString;

namespace MtaSts.Checks;

/// <summary>
/// Compares the mail hosts with earlier policies that senders may still hold: they go by them until max_age is over, or until they have
/// fetched a newer one (RFC 8461 §3.3, §5.1).
/// </summary>
internal static class HeldPolicyCheck
{
    /// <returns>Whether a mail host is not covered by all of them.</returns>
    public static bool Judge(CheckPartBuilder part, IEnumerable<string> hosts, IReadOnlyList<HeldPolicy> held)
    {
        var isUncovered = false;
        foreach (var host in hosts)
        {
            if (FindWorst(host, held) is { } worst)
            {
                part.AddFinding(Describe(host, worst));
                isUncovered = true;
            }
        }

        return isUncovered;
    }

    /// <summary>The policy without the pattern that senders may hold for longest; null if none lacks it.</summary>
    public static HeldPolicy? FindLastWithout(MxPattern pattern, IReadOnlyList<HeldPolicy> held) =>
        held
            .Where(earlier => earlier.Policy.Mode != PolicyMode.None && !earlier.Policy.Mx.Contains(pattern))
            .MaxBy(GetEnd);

    private static HeldPolicy? FindWorst(string host, IReadOnlyList<HeldPolicy> held) => held
        .Where(earlier => MxCheck.FindUncovered(earlier.Policy, [host]).Any())
        .OrderByDescending(earlier => earlier.Policy.Mode)
        .ThenByDescending(GetEnd)
        .FirstOrDefault();

    private static DateTimeOffset GetEnd(HeldPolicy held) => held.Until ?? DateTimeOffset.MaxValue;

    private static CheckFinding Describe(string host, HeldPolicy worst)
    {
        var day = worst.Since.ToString(worst.Since.Year == worst.Until?.Year ? "d MMMM" : "d MMMM yyyy", CultureInfo.InvariantCulture);
        var (rule, effect) = worst.Policy.Mode == PolicyMode.Enforce
            ? (CheckRules.HeldUncovered, "they do not deliver there")
            : (CheckRules.HeldUncoveredInTesting, "they report failures there");
        var end = worst.Until is { } until ? Invariant($"until {until:u}") : "as long as no later one is served";
        return rule.At(
            host, $"Senders may hold the policy of {day} {end}, and it does not cover {PlainText.Quote(host)}: {effect}.");
    }
}
