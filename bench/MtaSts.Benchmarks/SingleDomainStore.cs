using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Benchmarks;

/// <summary>A store in memory that hosts one domain.</summary>
internal sealed class SingleDomainStore(DomainName hosted, Policy policy) : IPolicyStore
{
    public Task<StoredPolicy?> FindAsync(DomainName domain, CancellationToken cancellationToken) => Task.FromResult(
        domain == hosted
            ? new StoredPolicy { Domain = domain, Content = new PolicyContent.Inline(policy), Policy = policy, Version = "1" }
            : null);

    public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
