using System.CommandLine;
using MtaSts.Checks;
using MtaSts.Checks.Lookups;
using MtaSts.Cli.Console;
using MtaSts.Cli.Reports;
using MtaSts.Cli.Services;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Options;

/// <summary>How to find out where domains stand between store, host, DNS and senders.</summary>
internal sealed class RolloutOptions(ToolServices services, LookupOptions lookups, RefreshAfterOption refreshAfter)
{
    public RolloutOptions(ToolServices services)
        : this(services, new LookupOptions(services), new RefreshAfterOption())
    {
    }

    /// <summary>Whether a resolver that answers nothing is a finding of each domain, and not the end of the command.</summary>
    public bool ToleratesSilence { get; init; }

    /// <summary>Where reports say which policies senders go by; null where the command does not ask.</summary>
    public TlsReportsOption? Reports { get; init; }

    public void AddTo(Command command)
    {
        Reports?.AddTo(command);
        lookups.AddTo(command);
        refreshAfter.AddTo(command);
    }

    public DnsLookup CreateLookup(ParseResult arguments) => lookups.CreateLookup(arguments);

    public TimeSpan GetTimeout(ParseResult arguments) => lookups.GetTimeout(arguments);

    public TimeSpan GetRefreshAfter(ParseResult arguments, CliConsole console) => refreshAfter.Read(arguments, console);

    /// <summary>Reads what is reported of the domains, of the time in which senders can have got what they still hold.</summary>
    /// <returns>Null where nothing names any reports.</returns>
    /// <exception cref="CommandException">A path does not exist or cannot be read.</exception>
    public async Task<ReadReports?> ReadReportsAsync(
        ParseResult arguments, CliConsole console, IReadOnlyList<DomainName> domains, CancellationToken cancellationToken)
    {
        var since = services.Time.GetUtcNow() - SenderPolicies.LongestHeld;
        return Reports is null ? null
            : await Reports.ReadAsync(arguments, console, domains.ToHashSet().Contains, since, cancellationToken);
    }

    /// <summary>Reads all states of the domains and looks at each; in their order.</summary>
    /// <param name="reports">What senders report; null for none, and then their waits may be shorter.</param>
    /// <param name="defaults">What domains without a row get; null where they get nothing, or it does not matter.</param>
    /// <exception cref="CommandException">The resolver answered nothing.</exception>
    public async Task<IReadOnlyList<RolloutStatus>> FindStatusAsync(
        ParseResult arguments,
        CliConsole console,
        IEditablePolicyStore store,
        IReadOnlyList<DomainName> domains,
        CancellationToken cancellationToken,
        ReadReports? reports = null,
        DefaultTemplate? defaults = null)
    {
        // Taken first, so that what is seen later was served at least that long.
        var now = services.Time.GetUtcNow();
        var cacheTime = GetRefreshAfter(arguments, console);
        var stored = await store.ReadTimelinesAsync(domains, cancellationToken);
        var timelines = await store.AddDefaultAsync(defaults, domains, stored, cancellationToken);
        var seen = await lookups.ObserveAsync(arguments, console, domains, DomainAspects.All, cancellationToken);
        if (!ToleratesSilence)
        {
            await lookups.RequireAnswersAsync(
                arguments, [.. seen.Select(observation => (observation.Domain, observation.ResolverFault))], cancellationToken);
        }

        return [.. timelines.Zip(seen, (timeline, observation) => CreateStatus(timeline, observation, now, cacheTime, reports))];
    }

    /// <summary>Where a domain stands by its states, what was seen of it, and what senders report.</summary>
    public static RolloutStatus CreateStatus(
        PolicyTimeline timeline, DomainObservation seen, DateTimeOffset now, TimeSpan refreshAfter, ReadReports? reports) => new(
        reports is null ? timeline : SenderPolicies.Add(timeline, seen.Served, reports.Find(seen.Domain), now), seen, now, refreshAfter);

    /// <summary>Looks only at the records <c>_mta-sts</c> of the domains.</summary>
    public Task<IReadOnlyList<DomainObservation>> FindRecordsAsync(
        ParseResult arguments, CliConsole console, IReadOnlyList<DomainName> domains, CancellationToken cancellationToken) =>
        lookups.ObserveAsync(arguments, console, domains, DomainAspects.Record, cancellationToken);
}
