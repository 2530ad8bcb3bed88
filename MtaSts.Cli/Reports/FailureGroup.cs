using MtaSts.Reports;

namespace MtaSts.Cli.Reports;

/// <summary>Failures of one kind at one host.</summary>
/// <param name="PolicyType">The type of the policy that the senders went by, such as <see cref="ReportedPolicy.Sts"/>.</param>
/// <param name="Host">The MX host; null where senders do not say it.</param>
/// <param name="Senders">Who reports them, by name.</param>
/// <param name="SendingAddresses">Where they sent from, as far as they say it, in order.</param>
/// <param name="FirstDay">The first day of which they are reported, in UTC.</param>
/// <param name="LastDay">The last one.</param>
/// <param name="Counts">Whether they count against MTA-STS: they failed under it, or would.</param>
internal sealed record FailureGroup(
    FailureKind Kind,
    string PolicyType,
    string? Host,
    long Sessions,
    IReadOnlyList<string> Senders,
    IReadOnlyList<string> SendingAddresses,
    DateOnly FirstDay,
    DateOnly LastDay,
    bool Counts)
{
    /// <summary>How many of them are shown for a domain: what more there is, a stranger has made up.</summary>
    public const int MostShown = 20;

    /// <summary>Whether they failed under MTA-STS.</summary>
    public bool IsSts => PolicyType == ReportedPolicy.Sts;

    public static IEnumerable<FailureGroup> Group(IEnumerable<ReportedSessions> all) =>
        from sessions in all
        from failure in sessions.Policy.GetFailures()
        group (Sessions: sessions, Failure: failure) by (sessions.Policy.Type, Kind: failure.Type, failure.ReceivingHost) into failures
        let counts = failures.First().Sessions.Policy.Counts(failures.First().Failure)
        let sum = failures.Sum(failure => failure.Failure.Sessions)
        orderby !counts, sum descending, failures.Key.Kind, failures.Key.ReceivingHost
        select new FailureGroup(
            FailureKind.Find(failures.Key.Kind),
            failures.Key.Type,
            failures.Key.ReceivingHost,
            sum,
            [.. failures.Select(failure => failure.Sessions.Organization).Distinct().Order(StringComparer.OrdinalIgnoreCase)],
            [.. failures.Select(failure => failure.Failure.SendingAddress).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
            failures.Min(failure => failure.Sessions.Day),
            failures.Max(failure => failure.Sessions.Day),
            counts);
}
