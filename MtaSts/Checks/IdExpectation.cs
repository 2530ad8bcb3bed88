using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Checks;

/// <summary>Which id DNS has to have for the policy that is served (RFC 8461 §8.1).</summary>
internal sealed record IdExpectation
{
    /// <summary>The domain whose id it is.</summary>
    public required DomainName Domain { get; init; }

    /// <summary>The record with the id, if <c>_mta-sts</c> is a CNAME for it; null if it is not.</summary>
    public string? Record { get; init; }

    /// <summary>The name that <c>_mta-sts</c> has to be a CNAME for; null if the id is not to be delegated.</summary>
    public DomainName? Target { get; init; }

    /// <summary>The policy in the store; null if the domain is not hosted, or its policy comes from elsewhere.</summary>
    public StoredPolicy? Stored { get; init; }

    /// <summary>The policy that is served; null if none is.</summary>
    public Policy? Served { get; init; }

    /// <summary>The mail hosts that a policy in enforce does not cover, while it is served.</summary>
    public IReadOnlyList<string> Uncovered { get; init; } = [];

    /// <summary>Whether it is unknown which hosts receive the mail, while a policy in enforce is served.</summary>
    public bool AreMailHostsUnknown { get; init; }

    /// <summary>How long the app may go on serving a replaced policy from its cache.</summary>
    public TimeSpan RefreshAfter { get; init; }

    /// <summary>The time of the check, UTC.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>Since when the policy in the store stands, UTC; null if that is unknown.</summary>
    public DateTimeOffset? Since => Stored?.Since ?? Stored?.ChangedAt;

    /// <summary>From when on no instance of the app has an earlier policy, UTC; null if that is unknown.</summary>
    public DateTimeOffset? ServedEverywhereAt => Since + RefreshAfter;

    /// <summary>The id that DNS has to have; null if it is not known here.</summary>
    public string? Id => Stored?.Id;

    /// <summary>Whether the host serves a policy other than the one in the store.</summary>
    public bool IsOtherServed => Stored?.Policy is { } stored && !stored.Equals(Served);

    /// <summary>
    /// Whether an id in DNS is that of the policy: the one in the store; where the store does not tell, any that was made of the text.
    /// </summary>
    public bool IsMetBy(string id) => Id is { } expected ? id == expected : Served is null || PolicyId.IsOf(id, Served);
}
