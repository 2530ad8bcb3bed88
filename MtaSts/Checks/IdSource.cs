using System.Collections.Concurrent;
using MtaSts.Checks.Lookups;
using MtaSts.Records;
using MtaSts.Storage;

namespace MtaSts.Checks;

/// <summary>
/// Looks up whose id the record of a domain is to have, where nobody has made it a CNAME yet. Each provider's record is looked up once. To
/// be used for one question and thrown away.
/// </summary>
public sealed class IdSource(DnsLookup dns)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<DnsAnswer<IReadOnlyList<string>>>>> providers = new();

    /// <summary>
    /// The provider's record that <c>_mta-sts</c> of the domain is to be a CNAME for. No alias where the provider has no record, where the
    /// domain has one of its own beside a copy of the policy, and where it follows no provider.
    /// </summary>
    /// <returns>With a fault, a clause, where DNS did not say.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<(string? Alias, string? Fault)> FindAsync(StoredPolicy stored, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (stored.Content is not PolicyContent.Upstream { Url: var url })
        {
            return default;
        }

        var name = ProviderId.GetRecordName(url);
        var provider = await providers.GetOrAdd(name, key => new(() => dns.FindTextAsync(key, cancellationToken))).Value;
        if (provider.IsUnknown || provider.Outcome == DnsOutcome.CnameLoop)
        {
            return (null, Describe(provider));
        }

        if (MtaStsRecord.Choose(provider.Records).Value is null)
        {
            return default;
        }

        if (stored.Policy is null)
        {
            return (name, null);
        }

        var own = await dns.FindTextAsync($"_mta-sts.{stored.Domain}", cancellationToken);
        var seen = new DomainObservation(stored.Domain) { Record = own };
        return !seen.IsIdKnown
            ? (null, Describe(own))
            : (seen.PublishedId is not null && ProviderId.FindAlias(stored, seen) is null ? null : name, null);
    }

    private static string Describe(DnsAnswer<IReadOnlyList<string>> answer) =>
        $"the record {answer.Name} could not be looked up: {answer.Fault ?? "its CNAMEs lead in a circle"}";
}
