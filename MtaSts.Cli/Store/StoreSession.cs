using MtaSts.Cli.Console;
using MtaSts.Storage;

namespace MtaSts.Cli.Store;

/// <summary>A store to change, and who changes it.</summary>
internal sealed record StoreSession(IEditablePolicyStore Store, Func<CancellationToken, Task<string>> FindOperatorAsync)
{
    /// <exception cref="CommandException">There is no such template.</exception>
    public async Task<StoredTemplate> ReadTemplateAsync(string name, CancellationToken cancellationToken) =>
        await Store.ReadTemplateAsync(name, cancellationToken)
        ?? throw new CommandException(ExitCode.Failed, $"There is no template '{name}'.");

    /// <summary>Which domains use which template; those too whose row is invalid for another reason.</summary>
    public async Task<ILookup<string, StoredPolicy>> FindTemplateUsersAsync(CancellationToken cancellationToken)
    {
        var policies = await Store.ListAsync(cancellationToken).ToListAsync(cancellationToken);
        return policies.Where(stored => stored.TemplateName is not null).ToLookup(stored => stored.TemplateName!);
    }
}
