namespace MtaSts.Reports;

/// <summary>What one sender reports of its sessions to one domain under one policy, in the time of one report.</summary>
/// <param name="Organization">Who reports, as it calls itself.</param>
/// <param name="Start">When what is reported began, UTC.</param>
/// <param name="End">When it ended, UTC.</param>
/// <param name="Policy">The policy, and how the sessions went.</param>
public sealed record ReportedSessions(string Organization, DateTimeOffset Start, DateTimeOffset End, ReportedPolicy Policy)
{
    /// <summary>The day, in UTC; of a longer time the first.</summary>
    public DateOnly Day => DateOnly.FromDateTime(Start.UtcDateTime);
}
