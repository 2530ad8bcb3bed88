using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>A policy that a sender was seen to go by. Comes of TLS reports, which anybody can send; it is never stored.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="SeenAt">When the sender went by it at last, UTC: the end of its newest report that says so.</param>
/// <param name="Sender">Who reported, as it calls itself.</param>
public sealed record PolicyInUse(Policy Policy, DateTimeOffset SeenAt, string Sender);
