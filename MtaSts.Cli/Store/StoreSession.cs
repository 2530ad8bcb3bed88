using MtaSts.Storage;

namespace MtaSts.Cli.Store;

internal sealed record StoreSession(IEditablePolicyStore Store, Func<CancellationToken, Task<string>> FindOperatorAsync);
