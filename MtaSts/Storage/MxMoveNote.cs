namespace MtaSts.Storage;

/// <summary>
/// What was seen of a move of a domain's MX while its policy covers old and new hosts. Once the MX has changed, nothing else tells how long
/// resolvers may go on naming the old ones.
/// </summary>
/// <param name="To">The patterns of the new hosts, separated by spaces.</param>
/// <param name="TimeToLive">The longest TTL that the MX was seen with before it changed; null if it was not seen.</param>
/// <param name="MovedAt">When the MX was first seen to have changed, UTC; null while it has not.</param>
public sealed record MxMoveNote(string To, TimeSpan? TimeToLive, DateTimeOffset? MovedAt);
