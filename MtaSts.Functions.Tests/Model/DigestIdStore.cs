using System.Runtime.CompilerServices;

namespace MtaSts.Functions.Tests.Model;

/// <summary>The store with ids as they were before issue 10: the digest alone, which comes back with an earlier text.</summary>
internal sealed class DigestIdStore(IEditablePolicyStore store) : IEditablePolicyStore
{
    private readonly Dictionary<(DomainName, string Id), DateTimeOffset> servedAt = [];

    public async Task<StoredPolicy?> FindAsync(DomainName domain, CancellationToken token) => Cut(await store.FindAsync(domain, token));

    public async Task<StoredPolicy?> ReadAsync(DomainName domain, CancellationToken token) => Cut(await store.ReadAsync(domain, token));

    public async IAsyncEnumerable<StoredPolicy> ListAsync([EnumeratorCancellation] CancellationToken token)
    {
        await foreach (var stored in store.ListAsync(token))
        {
            yield return Cut(stored)!;
        }
    }

    public async Task<IReadOnlyList<PolicyTimeline>> ReadTimelinesAsync(IReadOnlyList<DomainName> domains, CancellationToken token) =>
        [.. (await store.ReadTimelinesAsync(domains, token)).Select(timeline => timeline with { States = [.. timeline.States.Select(Cut)!] })];

    public Task MarkServedAsync(DomainName domain, string id, DateTimeOffset at, CancellationToken token)
    {
        servedAt.TryAdd((domain, id), at);
        return Task.CompletedTask;
    }

    public Task CreateAsync(CancellationToken token) => store.CreateAsync(token);

    public Task ProbeAsync(CancellationToken token) => store.ProbeAsync(token);

    public Task ExtendHeldAsync(DomainName domain, DateTimeOffset until, CancellationToken token) => store.ExtendHeldAsync(domain, until, token);

    public Task NoteMoveAsync(DomainName domain, MxMoveNote note, CancellationToken token) => store.NoteMoveAsync(domain, note, token);

    public Task<string> SaveAsync(PolicyChange change, CancellationToken token) => store.SaveAsync(change, token);

    public Task RemoveAsync(PolicyRemoval removal, CancellationToken token) => store.RemoveAsync(removal, token);

    public Task<StoredTemplate?> ReadTemplateAsync(string name, CancellationToken token) => store.ReadTemplateAsync(name, token);

    public IAsyncEnumerable<StoredTemplate> ListTemplatesAsync(CancellationToken token) => store.ListTemplatesAsync(token);

    public IAsyncEnumerable<StoredTemplate> TemplateHistoryAsync(string name, CancellationToken token) => store.TemplateHistoryAsync(name, token);

    public Task<string> SaveTemplateAsync(TemplateChange change, CancellationToken token) => store.SaveTemplateAsync(change, token);

    public Task RemoveTemplateAsync(TemplateRemoval removal, CancellationToken token) => store.RemoveTemplateAsync(removal, token);

    private StoredPolicy? Cut(StoredPolicy? stored)
    {
        if (stored?.Policy is not { } policy)
        {
            return stored;
        }

        var id = PolicyId.ComputeDigest(policy);
        return stored with { Id = id, ServedAt = servedAt.TryGetValue((stored.Domain, id), out var at) ? at : null };
    }
}
