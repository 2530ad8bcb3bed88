using MtaSts.Checks;
using MtaSts.Checks.Lookups;
using MtaSts.Records;

namespace MtaSts.Serving.Caching;

/// <summary>The ids that providers publish in DNS.</summary>
internal sealed class ProviderIds(DnsLookup lookup)
{
    /// <summary>The id of the policy at <paramref name="url"/>; null where there is none, and where DNS did not answer.</summary>
    public async Task<string?> FindAsync(Uri url, CancellationToken cancellationToken) => MtaStsRecord.Choose(
        (await lookup.FindTextAsync(ProviderId.GetRecordName(url), cancellationToken)).Records).Value?.Id;
}
