using System.Reflection;

namespace MtaSts.Functions.Tests.Model;

/// <summary>A store with ids as they were before issue 10: the digest alone, which comes back with an earlier text.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1852", Justification = "A proxy is a subtype of it.")]
internal class DigestIds : DispatchProxy
{
    private readonly Dictionary<(DomainName, string Id), DateTimeOffset> servedAt = [];
    private IEditablePolicyStore store = null!;

    public static IEditablePolicyStore Over(IEditablePolicyStore store)
    {
        var proxy = Create<IEditablePolicyStore, DigestIds>();
        ((DigestIds)proxy).store = store;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IEditablePolicyStore.MarkServedAsync))
        {
            servedAt.TryAdd(((DomainName)args![0]!, (string)args[1]!), (DateTimeOffset)args[2]!);
            return Task.CompletedTask;
        }

        return targetMethod.Invoke(store, args) switch
        {
            Task<StoredPolicy?> one => CutAsync(one),
            IAsyncEnumerable<StoredPolicy> many => many.Select(Cut),
            Task<IReadOnlyList<PolicyTimeline>> timelines => CutAsync(timelines),
            var other => other,
        };
    }

    private async Task<StoredPolicy?> CutAsync(Task<StoredPolicy?> one) => await one is { } stored ? Cut(stored) : null;

    private async Task<IReadOnlyList<PolicyTimeline>> CutAsync(Task<IReadOnlyList<PolicyTimeline>> timelines) =>
        [.. (await timelines).Select(timeline => timeline with { States = [.. timeline.States.Select(Cut)] })];

    private StoredPolicy Cut(StoredPolicy stored)
    {
        var id = stored.Policy is { } policy ? PolicyId.ComputeDigest(policy) : null;
        return stored with { Id = id, ServedAt = id is not null && servedAt.TryGetValue((stored.Domain, id), out var at) ? at : null };
    }
}
