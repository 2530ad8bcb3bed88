using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>Where the policies of the hosted domains are kept, as those who serve them see it: it is read, never written.</summary>
public interface IPolicyStore
{
    /// <summary>The current policy of <paramref name="domain"/>, validated; null when the domain is not hosted.</summary>
    /// <exception cref="InvalidPolicyException">What is kept for the domain is not a valid policy.</exception>
    /// <exception cref="PolicyStoreException">The store failed, so nothing is known about the domain.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<StoredPolicy?> FindAsync(DomainName domain, CancellationToken cancellationToken);

    /// <summary>Asks the store for a sign of life; opens the connection to it where there is one.</summary>
    /// <exception cref="PolicyStoreException">The store failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task ProbeAsync(CancellationToken cancellationToken);
}

/// <summary>The store did not answer, or not as a store does. Nothing follows from it about any domain.</summary>
public class PolicyStoreException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>What the rows would be in, a table or a file, does not exist.</summary>
public sealed class MissingStoreException(string message, Exception? innerException = null) : PolicyStoreException(message, innerException);
