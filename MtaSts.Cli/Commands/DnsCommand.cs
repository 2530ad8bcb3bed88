using System.Collections.Concurrent;
using System.CommandLine;
using MtaSts.Checks;
using MtaSts.Cli.Console;
using MtaSts.Cli.Options;
using MtaSts.Cli.Records;
using MtaSts.Cli.Services;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

internal sealed class DnsCommand : ReadCommand
{
    private const int LookupsAtOnce = 16;

    private readonly DomainSelection domains = new("All domains in the store");
    private readonly DnsOptions dns = new();
    private readonly RecordFormat format = new();
    private readonly RefreshAfterOption refreshAfter = new();
    private readonly MailHostOptions lookups;

    public DnsCommand(ToolServices services)
        : base(
            "dns",
            "Shows every DNS record to publish, in the order of publishing.",
            "mta-sts dns contoso.com --app contoso-mta-sts.azurewebsites.net --rua mailto:tls@contoso.com --format bind")
    {
        lookups = new MailHostOptions(services);
        domains.AddTo(this);
        dns.AddTo(this);
        format.AddTo(this);
        refreshAfter.AddTo(this);
        lookups.AddTo(this);
    }

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, IReadablePolicyStore store, CancellationToken cancellationToken)
    {
        var cacheTime = refreshAfter.Read(arguments, console);
        var stored = domains.IsAll(arguments)
            ? await (await domains.ListHostedAsync(arguments, store, cancellationToken)).ToListAsync(cancellationToken)
            : await ReadAsync(console, store, domains.GetNames(arguments), cancellationToken);
        var reports = dns.ReadReports(arguments, Services);
        var idZone = Services.ReadSettings().IdZone;
        var sources = await FindSourcesAsync(arguments, stored, cancellationToken);
        var records = stored.SelectMany(policy => dns.Build(
            arguments, policy.Domain, reports, IsKnown(policy) ? policy.Id : null, idZone, sources[policy.Domain].Alias)).ToList();
        format.Write(arguments, console, records, IsJson(arguments));
        var hints = stored.Select(policy => FormatHint(policy, sources[policy.Domain])).OfType<string>();
        var leftOut = dns.FormatHints(arguments, reports).Concat(hints);
        var order = FormatOrder(stored, idZone, store is IEditablePolicyStore ? null : cacheTime);
        foreach (var message in leftOut.Concat(order))
        {
            console.WriteMessage(message);
        }

        NamedReasons.Write(console, "Note on", stored.Where(policy => sources[policy.Domain].Alias is not null).Select(policy => (
            Words.Format(policy.Domain),
            $"while _mta-sts is a CNAME for {sources[policy.Domain].Alias}, the id is the provider's, and there is nothing to publish; "
                + "where it is not, 'mta-sts publish' shows the id of the policy that is served here")));
        return stored.TrueForAll(IsKnown) ? ExitCode.Done : ExitCode.Failed;

        bool IsKnown(StoredPolicy policy) => sources[policy.Domain].Fault is null;
    }

    /// <summary>Whose ids they are to be.</summary>
    private async Task<IReadOnlyDictionary<DomainName, (string? Alias, string? Fault)>> FindSourcesAsync(
        ParseResult arguments, List<StoredPolicy> stored, CancellationToken cancellationToken)
    {
        var source = new IdSource(lookups.CreateLookup(arguments));
        var found = new ConcurrentDictionary<DomainName, (string? Alias, string? Fault)>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = LookupsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            stored, options, async (policy, token) => found[policy.Domain] = await source.FindAsync(policy, token));
        return found;
    }

    private async Task<List<StoredPolicy>> ReadAsync(
        CliConsole console, IReadablePolicyStore store, DomainName[] domains, CancellationToken cancellationToken)
    {
        var found = new List<StoredPolicy>();
        foreach (var domain in domains)
        {
            found.Add(await store.ReadAsync(domain, cancellationToken) ?? throw Missing(
                console, domain, $"{domain} is not hosted here."));
        }

        return found;
    }

    private static string? FormatHint(StoredPolicy stored, (string? Alias, string? Fault) source) => stored switch
    {
        _ when source.Fault is { } fault =>
            $"Left out: _mta-sts of {stored.Domain}; whose id it has is unknown, as {fault}. Run this again.",
        _ when stored.Policy is not null || source.Alias is not null => null,
        { Content: PolicyContent.Upstream { Url: var url } } =>
            $"Left out: TXT _mta-sts of {stored.Domain}; its policy comes from {url.Host}, and its id is not known here.",
        _ => $"Left out: TXT _mta-sts of {stored.Domain}; its policy cannot be served: {stored.Findings[0]}",
    };

    /// <param name="idZone">The zone that ids are delegated to; null without a delegation.</param>
    /// <param name="refreshAfter">How long the app keeps a policy; null where <c>publish</c> knows when it is time.</param>
    private static IEnumerable<string> FormatOrder(List<StoredPolicy> stored, DomainName? idZone, TimeSpan? refreshAfter)
    {
        yield return "Names are relative to the zone: that of --zone, or else the domain itself.";
        yield return "Order (RFC 8461 §8.1): first every instance of the app has to serve the policy at mta-sts; publish _mta-sts with its "
            + (refreshAfter is { } age
                ? $"id last, {Words.Format(age)} after a change of a file at the earliest."
                : "id last. 'mta-sts publish' shows it when it is time.");
        if (idZone is { } zone)
        {
            yield return $"The CNAME _mta-sts is set once. The id is in the zone {zone}: 'mta-sts publish --write' writes it there, now "
                + "and after each change.";
        }

        if (stored.Any(policy => policy.Policy?.Mode == PolicyMode.None))
        {
            yield return "With mode none (RFC 8461 §8.3): publish the id, wait until 'mta-sts remove' has removed the domain, "
                + $"then remove _mta-sts{(idZone is null ? "" : " and its target")} first and mta-sts last.";
        }
    }
}
