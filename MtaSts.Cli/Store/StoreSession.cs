using MtaSts.Storage;

namespace MtaSts.Cli.Store;

/// <summary>A store that a command changes.</summary>
/// <param name="Store">The store.</param>
/// <param name="FindOperatorAsync">Finds out who works on it, for the history.</param>
internal sealed record StoreSession(IEditablePolicyStore Store, Func<CancellationToken, Task<string>> FindOperatorAsync);
