namespace MtaSts.Storage;

/// <summary>Where the policies of the hosted domains are kept, as those who look at them see it: valid or not, and all of them.</summary>
/// <remarks>All members throw <see cref="PolicyStoreException"/> when the store fails.</remarks>
public interface IReadablePolicyStore : IPolicyStore
{
    /// <summary>What is kept for <paramref name="domain"/>, valid or not; null when the domain is not hosted.</summary>
    Task<StoredPolicy?> ReadAsync(DomainName domain, CancellationToken cancellationToken);

    /// <summary>What is kept for every hosted domain, valid or not, in the order of their names.</summary>
    IAsyncEnumerable<StoredPolicy> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Whose each domain is, by <see cref="CustomerName"/>, of those of which it is known; none where the store keeps no customers.
    /// </summary>
    Task<IReadOnlyDictionary<DomainName, string>> ListCustomersAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<DomainName, string>>(new Dictionary<DomainName, string>());

    /// <summary>What is kept of providers' policies, by where they publish them; nothing where the store keeps no copies.</summary>
    Task<IReadOnlyDictionary<Uri, UpstreamCopy>> FindCopiesAsync(IReadOnlyCollection<Uri> urls, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<Uri, UpstreamCopy>>(new Dictionary<Uri, UpstreamCopy>());
}
