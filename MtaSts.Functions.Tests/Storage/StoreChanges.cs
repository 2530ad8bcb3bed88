namespace MtaSts.Functions.Tests.Storage;

/// <summary>Changes that are made for what a test does next: nobody asks who made them, and why.</summary>
internal static class StoreChanges
{
    /// <summary>Gives a domain its first row.</summary>
    public static Task<string> AddAsync(this IEditablePolicyStore store, string domain, PolicyContent content) =>
        store.AddAsync(DomainName.Parse(domain), content);

    /// <inheritdoc cref="AddAsync(IEditablePolicyStore, string, PolicyContent)"/>
    public static Task<string> AddAsync(this IEditablePolicyStore store, DomainName domain, PolicyContent content) => store.SaveAsync(
        new PolicyChange { Domain = domain, Content = content, Version = null, ChangedBy = "ann@example.com", Reason = "" }, Token);
}
