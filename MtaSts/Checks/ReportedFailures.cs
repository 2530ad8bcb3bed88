using MtaSts.Reports;

namespace MtaSts.Checks;

/// <summary>Failed sessions of one kind at one host, from all reports.</summary>
/// <param name="PolicyType">The type of the policy that the senders went by, such as <see cref="ReportedPolicy.Sts"/>.</param>
/// <param name="Type">The result type of RFC 8460 §4.3, or what the sender wrote; empty where no reason is given.</param>
/// <param name="Host">The MX host; null where the sender does not name it.</param>
/// <param name="Sessions">Sessions.</param>
/// <param name="Organizations">Who reported them, as they call themselves.</param>
/// <param name="LastDay">The last day on which there were such, in UTC.</param>
/// <param name="IsEnforced">Whether some of them failed under a policy in enforce, as the senders say.</param>
public sealed record ReportedFailures(
    string PolicyType,
    string Type,
    string? Host,
    long Sessions,
    IReadOnlyList<string> Organizations,
    DateOnly LastDay,
    bool IsEnforced);
