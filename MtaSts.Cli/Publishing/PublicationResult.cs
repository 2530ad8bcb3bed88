using MtaSts.Rollout;

namespace MtaSts.Cli.Publishing;

/// <param name="Published">The domains of which DNS lacked the id.</param>
/// <param name="HeldBack">Those whose id must not be published yet.</param>
/// <param name="Missing">Those whose id DNS did not have in time, where it was waited for.</param>
internal sealed record PublicationResult(
    IReadOnlyList<PublishedId> Published, IReadOnlyList<RolloutStatus> HeldBack, IReadOnlyList<DomainName> Missing)
{
    /// <summary>The domains with a record that people have to write.</summary>
    public IReadOnlyList<DomainName> ToWriteByHand => [.. Published.Where(id => id.ToWriteByHand.Any()).Select(id => id.Domain)];

    /// <summary>Whether nothing failed, and nothing is waited for that was to be.</summary>
    public bool IsDone => HeldBack.Count == 0 && Missing.Count == 0 && Published.All(id => id is { Fault: null, Waiting: null });
}
