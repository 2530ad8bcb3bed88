namespace MtaSts.Policies;

/// <summary>A policy that was replaced, but that senders may still go by (RFC 8461 §3.3).</summary>
/// <param name="Since">Since when it stood, UTC.</param>
/// <param name="Until">When the last sender has forgotten it, UTC; null while no later one was seen to be served.</param>
public sealed record HeldPolicy(Policy Policy, DateTimeOffset Since, DateTimeOffset? Until);
