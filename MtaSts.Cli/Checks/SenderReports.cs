using MtaSts.Checks;
using MtaSts.Cli.Console;
using MtaSts.Cli.Reports;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Checks;

/// <summary>What senders report, as a part of checks.</summary>
/// <param name="read">The reports; null where none are named.</param>
/// <param name="since">From when on failures count, UTC.</param>
internal sealed class SenderReports(ReadReports? read, DateTimeOffset since)
{
    /// <summary>Adds to the request what senders report of its domain, which <paramref name="timeline"/> is of.</summary>
    public CheckRequest AddTo(CheckRequest request, PolicyTimeline timeline) =>
        read is null ? request : request with { Reports = ReportGate.Judge(timeline, read.Find(request.Domain), since) };

    /// <summary>The states of a domain, with the policies that senders report to go by; as they are where it was never hosted.</summary>
    public PolicyTimeline AddTo(DomainName domain, PolicyTimeline timeline, DateTimeOffset now) =>
        read is null || timeline.States.Count == 0 ? timeline : SenderPolicies.Add(timeline, served: null, read.Find(domain), now);

    /// <summary>Says on standard error of which domains nobody reported, once for all.</summary>
    public static void TellMissing(CliConsole console, IEnumerable<CheckRequest> requests)
    {
        var missing =
            from request in requests
            let verdict = request.Reports
            where verdict is { IsWithoutEvidence: true }
            select (Words.Format(request.Domain), verdict.NoEvidence);
        NamedReasons.Write(console, "No evidence for", missing);
    }
}
