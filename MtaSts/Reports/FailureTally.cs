namespace MtaSts.Reports;

/// <summary>
/// Adds up the failures of a report, each kind, host and sending address once. What it keeps is bounded, whatever a report has; the count
/// of sessions is that of all of them.
/// </summary>
/// <param name="addRemark">Takes what is odd.</param>
internal sealed class FailureTally(Action<string> addRemark)
{
    private readonly Dictionary<(string Type, string? Host, string? Address), long> counts = [];
    private int places;
    private int hosts;

    public void Add(ReportedFailure failure)
    {
        var key = Find(failure);
        counts[key] = counts.GetValueOrDefault(key) + failure.Sessions;
    }

    /// <summary>What was added since this was called last, in the order of adding.</summary>
    public IReadOnlyList<ReportedFailure> Take()
    {
        var sum = counts.Values.Sum();
        if (sum > ReportLimits.Sessions)
        {
            addRemark($"its failures are {sum:N0} sessions, which no sender reaches: {ReportLimits.Sessions:N0} are counted");
        }

        List<ReportedFailure> failures =
        [
            .. counts.Select(count => new ReportedFailure
            {
                Type = count.Key.Type,
                ReceivingHost = count.Key.Host,
                SendingAddress = count.Key.Address,
                Sessions = sum > ReportLimits.Sessions ? Reduce(count.Value, sum) : count.Value,
            }),
        ];
        counts.Clear();
        return failures;
    }

    // No kind may vanish beside a large one: each one that failed holds a domain back.
    private static long Reduce(long sessions, long sum) =>
        sessions == 0 ? 0 : Math.Max(1, (long)((decimal)sessions * ReportLimits.Sessions / sum));

    private (string Type, string? Host, string? Address) Find(ReportedFailure failure)
    {
        var key = (failure.Type, failure.ReceivingHost, failure.SendingAddress);
        if (counts.ContainsKey(key))
        {
            return key;
        }

        if (places < ReportLimits.Failures)
        {
            places++;
            return key;
        }

        addRemark($"it has more than {ReportLimits.Failures:N0} different failures: the sending addresses of the rest are not kept");
        key = (failure.Type, failure.ReceivingHost, null);
        if (counts.ContainsKey(key))
        {
            return key;
        }

        if (hosts < ReportLimits.FailuresWithoutAddress)
        {
            hosts++;
            return key;
        }

        addRemark("its failures are at more hosts than are kept: the rest are counted without the host");
        return (FailureKind.Find(failure.Type).Subject == FailureSubject.Unknown ? "" : failure.Type, null, null);
    }
}
