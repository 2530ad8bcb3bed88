namespace MtaSts.Storage;

/// <summary>
/// What was seen of a move of a domain's MX while the policy covers old and new hosts: after it, only DNS as it was tells how long
/// resolvers may still name the old ones.
/// </summary>
/// <param name="Id">The <see cref="StoredPolicy.Id"/> of the state that it was seen under; under another one it says nothing.</param>
/// <param name="To">The patterns of the new hosts, separated by spaces.</param>
/// <param name="TimeToLive">The longest TTL that the MX was seen with before it changed; null if it was not seen.</param>
/// <param name="MovedAt">When the MX was first seen to have changed, UTC; null while it has not.</param>
public sealed record MxMoveNote(string Id, string To, TimeSpan? TimeToLive, DateTimeOffset? MovedAt);
