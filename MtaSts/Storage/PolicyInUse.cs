using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>A policy that a sender was seen to go by. Comes of TLS reports, which anybody can send; it is never stored.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="SeenAt">When the sender went by it at last, UTC: the end of its newest report that says so.</param>
/// <param name="Sender">Who reported, as it calls itself.</param>
public sealed record PolicyInUse(Policy Policy, DateTimeOffset SeenAt, string Sender)
{
    /// <summary>The newest state of the domain with this policy; null if none had it.</summary>
    public StoredPolicy? State { get; init; }

    /// <summary>Whether the sender was seen to go by the current policy by then or later. Some of its servers may not do so yet.</summary>
    public bool IsReplaced { get; init; }

    /// <summary>Until when the sender may hold it, UTC: it got it by <see cref="SeenAt"/> (RFC 8461 §3.2).</summary>
    public DateTimeOffset HeldUntil => SeenAt.AddSeconds(Policy.MaxAge);
}
