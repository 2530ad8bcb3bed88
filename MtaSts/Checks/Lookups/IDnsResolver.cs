using DnsClient;

namespace MtaSts.Checks.Lookups;

/// <summary>Asks a resolver; never throws because of what it responds. Safe for concurrent use.</summary>
internal interface IDnsResolver
{
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<DnsReply> AskAsync(string name, QueryType type, CancellationToken cancellationToken);
}
