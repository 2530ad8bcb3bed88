using MtaSts.Checks;
using MtaSts.Checks.Lookups;
using MtaSts.Cli.ResourceManager;
using MtaSts.Records;

namespace MtaSts.Cli.Onboarding.Walks;

/// <summary>
/// Finds out how the policy host of a domain stands: from Azure DNS where its zone is there, so that no resolver remembers for minutes that
/// there was nothing; else from public DNS.
/// </summary>
internal sealed class HostNameScout(AzureZones zones, ZoneRecords records, DnsLookup lookup)
{
    private const string Issuer = "digicert.com";

    // RFC 5280, upper bound of a common name.
    private const int MaximumNameLength = 64;

    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    /// <exception cref="LookupException">DNS did not answer.</exception>
    public async Task<HostNameSituation> LookAsync(DomainName domain, FunctionApp app, CancellationToken cancellationToken)
    {
        var host = $"mta-sts.{domain}";
        var (zone, unused) = await zones.LookAsync(host, cancellationToken);
        var situation = zone is null
            ? await AskDnsAsync(domain, app, cancellationToken) with { UnusedZone = unused }
            : await AskAzureAsync(domain, app, zone, cancellationToken);
        return situation.HasTls
            ? situation
            : situation with { CertificateFault = await FindCertificateFaultAsync(situation, cancellationToken) };
    }

    private async Task<HostNameSituation> AskAzureAsync(
        DomainName domain, FunctionApp app, AzureZone zone, CancellationToken cancellationToken)
    {
        var suffix = DomainRecords.GetSuffix(domain, zone.Name);
        var owner = records.FindAsync(zone, DnsRecordType.Txt, $"asuid.mta-sts{suffix}", cancellationToken);
        var target = records.FindAsync(zone, DnsRecordType.Cname, $"mta-sts{suffix}", cancellationToken);
        var hasAddress = records.HasAddressAsync(zone, $"mta-sts{suffix}", cancellationToken);
        return new HostNameSituation(
            domain, app, zone, await owner, (await target) is [var alias, ..] ? alias.ToLowerInvariant() : null, await hasAddress);
    }

    private async Task<HostNameSituation> AskDnsAsync(DomainName domain, FunctionApp app, CancellationToken cancellationToken)
    {
        var owner = lookup.FindTextAsync($"asuid.mta-sts.{domain}", cancellationToken);
        var host = lookup.FindAddressesAsync($"mta-sts.{domain}", cancellationToken);
        return new HostNameSituation(
            domain,
            app,
            Zone: null,
            [.. LookupException.Require(await owner).Records.Select(strings => string.Concat(strings))],
            LookupException.Require(await host).Aliases is [var alias, ..] ? alias : null,
            (await host) is { Records.Count: > 0, Aliases.Count: 0 });
    }

    private async Task<string?> FindCertificateFaultAsync(HostNameSituation name, CancellationToken cancellationToken)
    {
        var host = name.HostName;
        if (host.Length > MaximumNameLength)
        {
            return $"{host} has {host.Length} characters, and a managed certificate is issued for {MaximumNameLength} at most. "
                + "Use one from a key vault: docs/deploy.md, Certificates of your own.";
        }

        // Those of the host that it leads to today do not count after the move (RFC 8659 §3).
        var asked = name.LeadsToApp ? host : name.Domain.Ascii;
        var caa = LookupException.Require(await lookup.FindCaaAsync(asked, cancellationToken));
        return CaaPolicy.FindObjection(caa.Records, Issuer) is { } objection
            ? $"The CAA records of {caa.Name} {objection}. Azure's certificates come from DigiCert: add 0 issue \"{Issuer}\" there."
            : null;
    }
}
