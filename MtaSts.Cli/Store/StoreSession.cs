using System.Collections.Concurrent;
using MtaSts.Cli.Console;
using MtaSts.Storage;

namespace MtaSts.Cli.Store;

/// <summary>A store to change, and who changes it.</summary>
internal sealed record StoreSession(IEditablePolicyStore Store, Func<CancellationToken, Task<string>> FindOperatorAsync)
{
    private const int ReadsAtOnce = 16;

    /// <summary>Reads which template domains without a row get, when a command needs to know.</summary>
    public Func<DefaultTemplate?> ReadDefault { get; init; } = () => null;

    /// <exception cref="CommandException">There is no such template.</exception>
    public async Task<StoredTemplate> ReadTemplateAsync(string name, CancellationToken cancellationToken) =>
        await Store.ReadTemplateAsync(name, cancellationToken)
        ?? throw new CommandException(ExitCode.Failed, $"There is no template '{name}'.");

    /// <summary>What the store has now for each of the domains; those that are not hosted are left out.</summary>
    public async Task<IReadOnlyDictionary<DomainName, StoredPolicy>> ReadAsync(
        IEnumerable<DomainName> domains, CancellationToken cancellationToken)
    {
        var wanted = domains.ToHashSet();
        if (wanted.Count > ReadsAtOnce)
        {
            return await Store.ListAsync(cancellationToken)
                .Where(stored => wanted.Contains(stored.Domain))
                .ToDictionaryAsync(stored => stored.Domain, cancellationToken: cancellationToken);
        }

        var found = new ConcurrentDictionary<DomainName, StoredPolicy>();
        await Parallel.ForEachAsync(wanted, cancellationToken, async (domain, token) =>
        {
            if (await Store.ReadAsync(domain, token) is { } stored)
            {
                found[domain] = stored;
            }
        });
        return found;
    }

    /// <summary>Which domains use which template; those too whose row is invalid for another reason.</summary>
    public async Task<ILookup<string, StoredPolicy>> FindTemplateUsersAsync(CancellationToken cancellationToken)
    {
        var policies = await Store.ListAsync(cancellationToken).ToListAsync(cancellationToken);
        return policies.Where(stored => stored.TemplateName is not null).ToLookup(stored => stored.TemplateName!);
    }
}
