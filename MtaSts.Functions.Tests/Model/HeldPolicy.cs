namespace MtaSts.Functions.Tests.Model;

/// <summary>A policy in a sender's cache (RFC 8461 §3.3).</summary>
/// <param name="Id">The id that DNS gave when it was fetched.</param>
internal sealed record HeldPolicy(ServedState State, string Id, DateTimeOffset FetchedAt)
{
    public Policy Policy => State.Policy!;

    public DateTimeOffset ExpiresAt => FetchedAt + TimeSpan.FromSeconds(Policy.MaxAge);

    public override string ToString() => $"it holds {State} under the id {Id}, fetched {FetchedAt:u}";
}
