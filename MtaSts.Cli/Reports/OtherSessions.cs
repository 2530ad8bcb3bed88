using MtaSts.Reports;

namespace MtaSts.Cli.Reports;

/// <summary>Sessions that senders report under another type of policy than MTA-STS, or without one.</summary>
/// <param name="PolicyType">The type, such as <see cref="ReportedPolicy.NoPolicyFound"/>; empty where the sender wrote none.</param>
/// <param name="Senders">Who reports them, by name.</param>
/// <param name="LastDay">The last day of which they are reported, in UTC.</param>
internal sealed record OtherSessions(string PolicyType, long Successful, long Failed, IReadOnlyList<string> Senders, DateOnly LastDay)
{
    /// <summary>How many of them are shown for a domain; RFC 8460 has two types.</summary>
    public const int MostShown = 20;

    /// <summary>What that is, a clause.</summary>
    public string Text => PolicyType switch
    {
        ReportedPolicy.NoPolicyFound => "found no policy",
        ReportedPolicy.Tlsa => "went by DANE",
        "" => "do not say by which policy they went",
        _ => $"went by {PlainText.Quote(PolicyType)}, which is not a policy of RFC 8460",
    };

    public static IEnumerable<OtherSessions> Group(IEnumerable<ReportedSessions> all) =>
        from sessions in all
        where !sessions.Policy.IsSts
        group sessions by sessions.Policy.Type into others
        orderby others.Key
        select new OtherSessions(
            others.Key,
            others.Sum(sessions => sessions.Policy.Successful),
            others.Sum(sessions => sessions.Policy.Failed),
            [.. others.Select(sessions => sessions.Organization).Distinct().Order(StringComparer.OrdinalIgnoreCase)],
            others.Max(sessions => sessions.Day));
}
