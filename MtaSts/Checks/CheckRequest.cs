using MtaSts.Policies;
using MtaSts.Records;
using MtaSts.Storage;

namespace MtaSts.Checks;

/// <summary>A domain to check.</summary>
/// <param name="Hosted">Its policy in the store; null if it is not hosted, or the store was not asked.</param>
/// <param name="App">The host that <c>mta-sts.&lt;domain&gt;</c> must point to; null for any host.</param>
public sealed record CheckRequest(DomainName Domain, StoredPolicy? Hosted = null, DomainName? App = null)
{
    /// <summary>How long the app may go on serving a replaced policy from its cache.</summary>
    public TimeSpan RefreshAfter { get; init; }

    /// <summary>The zone that ids are delegated to, as <see cref="DelegatedId"/> has it; null without a delegation.</summary>
    public DomainName? IdZone { get; init; }

    /// <summary>Earlier policies of the domain that senders may still go by, as far as they are known.</summary>
    public IReadOnlyList<HeldPolicy> Held { get; init; } = [];

    /// <summary>What senders report of the domain; null where no reports were read.</summary>
    public ReportVerdict? Reports { get; init; }
}
