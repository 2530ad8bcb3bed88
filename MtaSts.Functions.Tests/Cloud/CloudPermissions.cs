namespace MtaSts.Functions.Tests.Cloud;

/// <summary>What whoever is signed in may do: everything, but for what a test takes away.</summary>
internal sealed class CloudPermissions
{
    private readonly List<(string Action, string Scope)> denied = [];
    private readonly List<string> locked = [];

    /// <param name="action">Such as <c>Microsoft.Network/dnsZones</c>, with all below it.</param>
    /// <param name="scope">The id of what it is denied on, with all below it.</param>
    public void Deny(string action, string scope = "/") => denied.Add((action, scope));

    public void AllowAll() => denied.Clear();

    /// <summary>Puts a lock on a resource or group: it is only read.</summary>
    public void Lock(string scope) => locked.Add(scope);

    public bool Allows(string action, string scope) => !denied.Any(
        entry => action.StartsWith(entry.Action, OrdinalIgnoreCase) && scope.StartsWith(entry.Scope, OrdinalIgnoreCase));

    /// <exception cref="AzureException">It is not allowed, or locked.</exception>
    public void Demand(string action, string scope)
    {
        if (!Allows(action, scope))
        {
            throw AzureErrors.NotAuthorized(action, scope);
        }

        // Deployments themselves are records of what was done; what they write is what a lock is for.
        if (!action.EndsWith("/read", Ordinal) && !action.StartsWith("Microsoft.Resources/", OrdinalIgnoreCase)
            && locked.Find(each => scope.StartsWith(each, OrdinalIgnoreCase)) is { } holder)
        {
            throw AzureErrors.Locked(scope, action.EndsWith("/delete", Ordinal) ? "delete" : "write", holder);
        }
    }
}
