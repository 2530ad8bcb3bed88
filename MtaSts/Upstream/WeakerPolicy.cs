using MtaSts.Policies;

namespace MtaSts.Upstream;

/// <summary>
/// Whether a provider's new policy protects mail less than the one before, or no longer lets senders deliver to a host that the one before
/// let them deliver to (RFC 8461 §4.1).
/// </summary>
public static class WeakerPolicy
{
    /// <summary>
    /// How <paramref name="after"/> is weaker than <paramref name="before"/>, as clauses; null if it is not. Where it is not, it covers
    /// each mail host that <paramref name="before"/> covers, whichever domain's that is.
    /// </summary>
    public static string? Describe(Policy before, Policy after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var reasons = new List<string>();
        if (after.Mode < before.Mode)
        {
            reasons.Add($"its mode is {after.Mode.ToText()} and was {before.Mode.ToText()}");
        }

        if (after.Mode != PolicyMode.None && before.Mx.Where(pattern => !Covers(after, pattern)).ToList() is { Count: > 0 } lost)
        {
            reasons.Add($"it no longer covers {string.Join(", ", lost)}");
        }

        return reasons.Count == 0 ? null : string.Join("; ", reasons);
    }

    private static bool Covers(Policy policy, MxPattern pattern) =>
        policy.Mx.Contains(pattern) || (!pattern.IsWildcard && policy.Covers(pattern.ToString()));
}
