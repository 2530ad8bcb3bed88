namespace MtaSts.Reports;

/// <summary>
/// The reports of many files, by domain: each is counted once, however often it comes (by organization, report id, domain, time and what
/// it says). Keeps little of each: 100,000 are some 50 MB. Not safe for concurrent use.
/// </summary>
/// <param name="isWanted">Of which domains it keeps reports.</param>
/// <param name="since">Which reports it keeps: those of a time that ends at this time or later, UTC.</param>
public sealed class CollectedReports(Func<DomainName, bool> isWanted, DateTimeOffset since)
{
    // What one of the sessions takes, or one failure in it, here and in what is made of it.
    private const int BytesPerItem = 200;

    private readonly Dictionary<DomainName, List<ReportedSessions>> domains = [];
    private readonly HashSet<UInt128> reports = [];
    private readonly HashSet<UInt128> kept = [];
    private readonly SharedTexts texts = new();
    private long bytes;

    /// <summary>
    /// How much it may keep, in bytes; by default a quarter of the memory that there is. Anybody can send reports, in any number.
    /// </summary>
    public long MaximumBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    /// <summary>Whether it keeps more than that, so that no more may be added.</summary>
    public bool IsFull => bytes + texts.Bytes > MaximumBytes;

    /// <summary>What is reported of each domain, in the order of adding.</summary>
    public IReadOnlyDictionary<DomainName, IReadOnlyList<ReportedSessions>> Domains =>
        domains.ToDictionary(domain => domain.Key, domain => (IReadOnlyList<ReportedSessions>)domain.Value);

    /// <summary>What is reported of a domain, in the order of adding; empty where nothing is.</summary>
    public IReadOnlyList<ReportedSessions> Find(DomainName domain) => domains.GetValueOrDefault(domain, []);

    /// <summary>Reports that were added, without copies of them.</summary>
    public int Reports => reports.Count;

    /// <summary>Copies of reports that had been added before.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Adds what is wanted of a report.</summary>
    public void Add(TlsReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (!reports.Add(ReportDigest.Compute(report, report.Policies)))
        {
            Duplicates++;
            return;
        }

        // A sender may send the same of one domain in several reports. Of one domain and type a report may have several policies, such as
        // before and after a change.
        foreach (var policies in report.Policies.GroupBy(policy => (policy.Domain, policy.Type)))
        {
            if (report.End >= since && isWanted(policies.Key.Domain) && kept.Add(ReportDigest.Compute(report, policies)))
            {
                Keep(report, policies);
            }
        }
    }

    private void Keep(TlsReport report, IEnumerable<ReportedPolicy> policies)
    {
        foreach (var policy in policies)
        {
            if (!domains.TryGetValue(policy.Domain, out var sessions))
            {
                domains[policy.Domain] = sessions = [];
            }

            sessions.Add(new ReportedSessions(texts.Share(report.Organization), report.Start, report.End, Share(policy)));
            bytes += (BytesPerItem * (1 + policy.Failures.Count)) + (sizeof(char) * policy.Domain.Ascii.Length);
        }
    }

    private ReportedPolicy Share(ReportedPolicy policy) => policy with
    {
        Type = texts.Share(policy.Type),
        Lines = texts.Share(policy.Lines),
        Failures =
        [
            .. policy.Failures.Select(failure => failure with
            {
                Type = texts.Share(failure.Type),
                ReceivingHost = failure.ReceivingHost is { } host ? texts.Share(host) : null,
                SendingAddress = failure.SendingAddress is { } address ? texts.Share(address) : null,
            }),
        ],
    };
}
