using MtaSts.Storage;

namespace MtaSts.Cli.Store;

/// <summary>Which domains use which template; those too whose row is invalid for another reason.</summary>
internal static class TemplateUsers
{
    public static async Task<ILookup<string, StoredPolicy>> FindAsync(IEditablePolicyStore store, CancellationToken cancellationToken)
    {
        var users = new List<(string Template, StoredPolicy Stored)>();
        await foreach (var stored in store.ListAsync(cancellationToken))
        {
            if (stored.TemplateName is { } name)
            {
                users.Add((name, stored));
            }
        }

        return users.ToLookup(user => user.Template, user => user.Stored);
    }
}
