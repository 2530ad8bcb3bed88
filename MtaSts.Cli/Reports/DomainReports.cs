using MtaSts.Reports;

namespace MtaSts.Cli.Reports;

/// <summary>What senders report of a domain.</summary>
internal sealed record DomainReports
{
    public required DomainName Domain { get; init; }

    public string? Customer { get; init; }

    /// <summary>One element for each sender, policy and time; there is at least one.</summary>
    public required IReadOnlyList<ReportedSessions> Sessions { get; init; }

    /// <summary>Days of which there are reports, the first first.</summary>
    public required IReadOnlyList<ReportedDay> Days { get; init; }

    /// <summary>Why sessions failed: what counts against MTA-STS first, the most first.</summary>
    public required IReadOnlyList<FailureGroup> Failures { get; init; }

    /// <summary>
    /// Sessions under anything but MTA-STS. They are the same ones that are counted under it, or had no policy: what went well of them is
    /// added to nothing, and what failed only where it counts against MTA-STS.
    /// </summary>
    public required IReadOnlyList<OtherSessions> Others { get; init; }

    /// <summary>What else there is to say, a sentence each, such as which policy senders still hold.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Sessions under MTA-STS that went well.</summary>
    public long Successful => Days.Sum(day => day.Successful);

    /// <summary>Sessions that failed and count against MTA-STS, by the same rule as in <see cref="MtaSts.Checks.ReportGate"/>.</summary>
    public long Failed => Days.Sum(day => day.Failed);

    /// <summary>Who reports, as they call themselves, by name.</summary>
    public IEnumerable<string> Senders =>
        Sessions.Select(sessions => sessions.Organization).Distinct().Order(StringComparer.OrdinalIgnoreCase);

    public static DomainReports From(DomainName domain, string? customer, IReadOnlyList<ReportedSessions> sessions) => new()
    {
        Domain = domain,
        Customer = customer,
        Sessions = sessions,
        Days = [.. ReportedDay.Group(sessions)],
        Failures = [.. FailureGroup.Group(sessions)],
        Others = [.. OtherSessions.Group(sessions)],
    };
}
