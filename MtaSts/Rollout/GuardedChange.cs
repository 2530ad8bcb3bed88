using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Rollout;

/// <summary>What a change would do to the policy of a domain.</summary>
/// <param name="Before">The mode that the domain is in; null when it is in none that is known.</param>
/// <param name="After">The policy that would be served; null when it is unknown.</param>
public sealed record GuardedChange(DomainName Domain, PolicyMode? Before, Policy? After)
{
    /// <summary>Why <see cref="After"/> is unknown, as a clause; else null.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether it takes over a policy that is published elsewhere, which may be in enforce there.</summary>
    public bool IsTakeOver { get; init; }

    /// <summary>
    /// The move of the domain's MX that is under way and needs what the change drops from the mx; null if none is.
    /// </summary>
    public MxMoveNote? BrokenMove { get; init; }

    /// <summary>Whether the policy is a provider's, which may take it to enforce without asking anybody.</summary>
    public bool IsProvided { get; init; }

    /// <summary>Whether it must be known where the domain's mail goes; mode none asks nothing of senders (RFC 8461 §5).</summary>
    public bool NeedsMailHosts => After is { Mode: PolicyMode.Enforce or PolicyMode.Testing } || (IsProvided && After is not null);

    /// <summary>Whether the domain would come to enforce.</summary>
    public bool EntersEnforce => After is { Mode: PolicyMode.Enforce } && Before != PolicyMode.Enforce;

    /// <summary>Whether it must be known what is published for the domain now.</summary>
    public bool NeedsPublished => EntersEnforce && IsTakeOver;
}
