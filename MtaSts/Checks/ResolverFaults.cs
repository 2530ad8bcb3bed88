using MtaSts.Checks.Lookups;

namespace MtaSts.Checks;

/// <summary>Tells a resolver that answers nothing from a domain of which something cannot be looked up.</summary>
internal static class ResolverFaults
{
    /// <summary>The fault of a look-up; empty if it was answered, null if it was not made.</summary>
    public static string? From<T>(DnsAnswer<T>? answer) =>
        answer is null ? null : answer.IsUnknown ? answer.Fault ?? answer.Outcome.ToString() : "";

    /// <summary>The first fault, if none of the look-ups that were made was answered; else null.</summary>
    public static string? FindCommon(params IEnumerable<string?> faults)
    {
        var made = faults.OfType<string>().ToList();
        return made.Count > 0 && made.TrueForAll(fault => fault.Length > 0) ? made[0] : null;
    }
}
