using System.Collections.Immutable;
using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>An mx list and a max_age that many domains share, as the store keeps them.</summary>
public sealed record StoredTemplate : StoredState
{
    /// <summary>The template's name.</summary>
    public required string Name { get; init; }

    /// <summary>The hosts that mail may be delivered to; empty when what is kept is invalid.</summary>
    public required ImmutableArray<MxPattern> Mx { get; init; }

    /// <summary>The max_age in seconds; null when what is kept is invalid.</summary>
    public required int? MaxAge { get; init; }
}
