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

/// <summary>Policies by the number of their mx: 4 make a typical text of about 150 bytes, 200 one longer than any known.</summary>
internal static class SamplePolicy
{
    public static Policy Create(int mxCount) => new(
        PolicyMode.Enforce, Enumerable.Range(1, mxCount).Select(number => MxPattern.Parse($"mx{number}.mail.example.com")), 1_209_600);
}
