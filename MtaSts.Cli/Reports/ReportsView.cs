namespace MtaSts.Cli.Reports;

/// <summary>What senders report, as the table, JSON and the page show it.</summary>
internal sealed record ReportsView
{
    /// <summary>Gathers what was read.</summary>
    /// <param name="expected">Domains of which there should be reports.</param>
    /// <param name="findCustomer">Whose domain it is; null where nobody knows.</param>
    public static ReportsView From(
        ReadReports read,
        IEnumerable<DomainName> expected,
        Func<DomainName, string?> findCustomer,
        DateTimeOffset? since,
        DateTimeOffset until)
    {
        var domains = read.Collected.Domains.Select(domain => DomainReports.From(domain.Key, findCustomer(domain.Key), domain.Value))
            .OrderByDescending(domain => domain.Failed)
            .ThenBy(domain => domain.Domain.Ascii, StringComparer.Ordinal)
            .ToList();
        return new ReportsView
        {
            Since = since,
            Until = until,
            Read = read,
            Domains = domains,
            WithoutReports =
            [
                .. expected.Except(domains.Select(domain => domain.Domain)).OrderBy(domain => domain.Ascii, StringComparer.Ordinal),
            ],
        };
    }

    /// <summary>The same, with what else there is to say of domains.</summary>
    public ReportsView WithRemarks(IReadOnlyDictionary<DomainName, IReadOnlyList<string>> remarks) => this with
    {
        Domains = [.. Domains.Select(domain => domain with { Remarks = remarks.GetValueOrDefault(domain.Domain, domain.Remarks) })],
    };

    /// <summary>From when on reports count, UTC: those of a time that ends then or later; null for all.</summary>
    public required DateTimeOffset? Since { get; init; }

    /// <summary>When the reports were read, UTC.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The files, and what in them could not be read.</summary>
    public required ReadReports Read { get; init; }

    /// <summary>Domains that are reported of: those with failures that count against MTA-STS first, the most first, then by name.</summary>
    public required IReadOnlyList<DomainReports> Domains { get; init; }

    /// <summary>Domains that were asked for and that nobody reports of, by name.</summary>
    public required IReadOnlyList<DomainName> WithoutReports { get; init; }

    /// <summary>Sessions under MTA-STS that went well, of all domains.</summary>
    public long Successful => Domains.Sum(domain => domain.Successful);

    /// <summary>Sessions that failed and count against MTA-STS, of all domains.</summary>
    public long Failed => Domains.Sum(domain => domain.Failed);

    /// <summary>Who reports, as they call themselves, by name.</summary>
    public IEnumerable<string> Senders =>
        Domains.SelectMany(domain => domain.Senders).Distinct().Order(StringComparer.OrdinalIgnoreCase);

    /// <summary>The days of all domains, the first first.</summary>
    public IEnumerable<ReportedDay> Days => ReportedDay.Group(Domains.SelectMany(domain => domain.Sessions));
}
