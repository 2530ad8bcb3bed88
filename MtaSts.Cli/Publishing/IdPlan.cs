using MtaSts.Checks.Lookups;
using MtaSts.Cli.ResourceManager;
using MtaSts.Records;
using MtaSts.Rollout;

namespace MtaSts.Cli.Publishing;

/// <summary>Which records the id of a domain takes, and where they are.</summary>
/// <param name="idZone">The zone of one's own that the ids of all domains are delegated to; null if each is in its domain's zone.</param>
/// <param name="zones">The zones of Azure DNS; null where people write the records.</param>
/// <param name="findOrigin">What the names are relative to where people write them.</param>
internal sealed class IdPlan(DomainName? idZone, AzureZones? zones, Func<DomainName, DomainName> findOrigin)
{
    /// <exception cref="ResourceManagerException">It could not be found out which zone has them.</exception>
    public async Task<IReadOnlyList<IdRecord>> FindAsync(RolloutStatus status, CancellationToken cancellationToken)
    {
        var (domain, id) = (status.Domain, status.Id!);
        if (idZone is not { } delegated)
        {
            return [await FindOwnAsync(domain, id, cancellationToken)];
        }

        // The target comes first, so that no sender that follows the CNAME finds nothing, or an earlier id.
        var target = DelegatedId.GetTarget(domain, delegated);
        var (zone, unused) = await FindZoneAsync(target.Ascii, cancellationToken);
        var txt = new IdRecord(DomainRecords.BuildTarget(domain, delegated, zone?.Name ?? delegated, id), id, zone)
        {
            UnusedZone = unused,
        };
        return LeadsTo(status.Seen.Record, target) ? [txt] : [txt, await FindOwnAsync(domain, id, cancellationToken)];
    }

    /// <summary>The same, all of it for people to write.</summary>
    public Task<IReadOnlyList<IdRecord>> FindByHandAsync(RolloutStatus status, CancellationToken cancellationToken) =>
        new IdPlan(idZone, zones: null, findOrigin).FindAsync(status, cancellationToken);

    private async Task<IdRecord> FindOwnAsync(DomainName domain, string id, CancellationToken cancellationToken)
    {
        var (zone, unused) = await FindZoneAsync($"_mta-sts.{domain}", cancellationToken);
        var origin = zone?.Name ?? findOrigin(domain);
        return new IdRecord(
            DomainRecords.Build(domain, origin, app: null, verificationId: null, reports: null, id, idZone), id, zone)
        {
            UnusedZone = unused,
        };
    }

    private async Task<(AzureZone? Zone, DomainName? Unused)> FindZoneAsync(string name, CancellationToken cancellationToken) =>
        zones is null ? (null, null) : await zones.LookAsync(name, cancellationToken);

    private static bool LeadsTo(DnsAnswer<IReadOnlyList<string>>? seen, DomainName target) => seen?.Aliases.Contains(target.Ascii) == true;
}
