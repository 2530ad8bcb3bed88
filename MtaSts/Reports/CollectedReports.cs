namespace MtaSts.Reports;

/// <summary>
/// The reports of many files, by domain: each is counted once, however often it comes (by organization, report id, domain, time and what
/// it says). Keeps little of each: 100,000 are some 50 MB. Not safe for concurrent use.
/// </summary>
/// <param name="isWanted">Of which domains it keeps reports.</param>
/// <param name="since">Which reports it keeps: those of a time that ends at this time or later, UTC.</param>
public sealed class CollectedReports(Func<DomainName, bool> isWanted, DateTimeOffset since)
{
    private readonly Dictionary<DomainName, List<ReportedSessions>> domains = [];
    private readonly HashSet<Key> seen = [];
    private readonly Dictionary<string, IReadOnlyList<string>> lists = [];

    /// <summary>What is reported of each domain, in the order of adding.</summary>
    public IReadOnlyDictionary<DomainName, IReadOnlyList<ReportedSessions>> Domains =>
        domains.ToDictionary(domain => domain.Key, domain => (IReadOnlyList<ReportedSessions>)domain.Value);

    /// <summary>What is reported of a domain, in the order of adding; empty where nothing is.</summary>
    public IReadOnlyList<ReportedSessions> Find(DomainName domain) => domains.GetValueOrDefault(domain, []);

    /// <summary>Reports that were added, without those that came again.</summary>
    public int Reports { get; private set; }

    /// <summary>Reports of which all had been there before.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Adds what is wanted of a report.</summary>
    public void Add(TlsReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var isNew = report.Policies.Count == 0;
        foreach (var policies in report.Policies.GroupBy(policy => (policy.Domain, policy.Type)))
        {
            // Of one domain and type a report may have several, such as before and after a change of the policy.
            var (domain, type) = policies.Key;
            var key = new Key(
                report.Organization.ToUpperInvariant(), GetId(report), report.Start, report.End, domain, type, GetContent(policies));
            if (!seen.Add(key))
            {
                continue;
            }

            isNew = true;
            if (report.End >= since && isWanted(domain))
            {
                Keep(report, policies);
            }
        }

        (Reports, Duplicates) = isNew ? (Reports + 1, Duplicates) : (Reports, Duplicates + 1);
    }

    // Anybody can send a report: one that says something else under the same id must not take the place of the real one. The hash is
    // seeded anew in each process, so nobody can aim at a collision.
    private static int GetContent(IEnumerable<ReportedPolicy> policies)
    {
        var hash = new HashCode();
        foreach (var policy in policies)
        {
            hash.Add((policy.Successful, policy.Failed, string.Join('\n', policy.Lines)));
            foreach (var failure in policy.Failures)
            {
                hash.Add(failure);
            }
        }

        return hash.ToHashCode();
    }

    // One without an id is known by what it says.
    private static string GetId(TlsReport report) => report.Id ?? string.Join(
        '+', report.Policies.Select(policy => $"{policy.Domain} {policy.Type} {policy.Successful} {policy.Failed}"));

    private void Keep(TlsReport report, IEnumerable<ReportedPolicy> policies)
    {
        foreach (var policy in policies)
        {
            if (!domains.TryGetValue(policy.Domain, out var sessions))
            {
                domains[policy.Domain] = sessions = [];
            }

            sessions.Add(new ReportedSessions(
                Share([report.Organization])[0],
                report.Start,
                report.End,
                policy with { Lines = Share(policy.Lines) }));
        }
    }

    /// <summary>The same texts, once in memory.</summary>
    private IReadOnlyList<string> Share(IReadOnlyList<string> texts)
    {
        var key = string.Join('\n', texts);
        if (lists.TryGetValue(key, out var shared))
        {
            return shared;
        }

        lists[key] = texts;
        return texts;
    }

    // With the whole time: one that says the same of less time could be too early to count, and must not take the place of the real one.
    private readonly record struct Key(
        string Organization, string Id, DateTimeOffset Start, DateTimeOffset End, DomainName Domain, string Type, int Content);
}
