namespace MtaSts.Storage;

/// <summary>The removal of a domain, by somebody who has seen the state that it ends.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Version">The <see cref="StoredPolicy.Version"/> that is removed.</param>
/// <param name="ChangedBy">Who removes it.</param>
/// <param name="Reason">Why, in that person's words.</param>
public sealed record PolicyRemoval(DomainName Domain, string Version, string ChangedBy, string Reason);
