using MtaSts.Storage;

namespace MtaSts.Cli.Store;

/// <summary>A store that a command works on.</summary>
internal sealed record StoreSession(IEditablePolicyStore Store, Func<CancellationToken, Task<string>> FindOperatorAsync);
