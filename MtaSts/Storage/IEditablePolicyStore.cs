namespace MtaSts.Storage;

/// <summary>
/// Where the policies of the hosted domains are kept, as those who manage them see it. Every change names the state that it replaces, so
/// that of two people who change the same at once the later one is refused; what is replaced becomes history in the same step.
/// </summary>
/// <remarks>All members throw <see cref="PolicyStoreException"/> when the store fails, and then nothing is half-written.</remarks>
public interface IEditablePolicyStore : IReadablePolicyStore, ITemplateReader
{
    /// <summary>The longest text that is kept in a column, such as the mx of a policy, in characters.</summary>
    int MaximumTextLength => int.MaxValue;

    /// <summary>Makes the store ready for use; does nothing when it is.</summary>
    Task CreateAsync(CancellationToken cancellationToken);

    /// <summary>All states of each domain, in the order of <paramref name="domains"/>.</summary>
    Task<IReadOnlyList<PolicyTimeline>> ReadTimelinesAsync(IReadOnlyList<DomainName> domains, CancellationToken cancellationToken);

    /// <summary>Notes when a state of a domain was seen to be served; the first time counts, later ones change nothing.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="id">The <see cref="StoredPolicy.Id"/> of the state.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task MarkServedAsync(DomainName domain, string id, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Notes that senders may hold policies that no state tells of; a time before the one that is noted changes nothing.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="until">Until when, UTC.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task ExtendHeldAsync(DomainName domain, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Keeps whose a domain is, hosted or not; it is no part of the policy and has no history.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="customer">The customer, by <see cref="CustomerName"/>; null for nobody's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">It cannot be a customer's name.</exception>
    Task SetCustomerAsync(DomainName domain, string? customer, CancellationToken cancellationToken);

    /// <summary>Notes what was seen of a move of a domain's MX under one of its states, in place of what was noted of it before.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="id">The <see cref="StoredPolicy.Id"/> of the state.</param>
    /// <param name="note">What was seen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task NoteMoveAsync(DomainName domain, string id, MxMoveNote note, CancellationToken cancellationToken);

    /// <summary>
    /// Carries out a change. Where the state before was deleted by hand, nobody knows what senders hold of it: it is noted that they may
    /// hold it for a year, the longest max_age.
    /// </summary>
    /// <returns>The version of the new state, for the next change.</returns>
    /// <exception cref="PolicyConflictException">The domain is not in the state that the change replaces; nothing was written.</exception>
    Task<string> SaveAsync(PolicyChange change, CancellationToken cancellationToken);

    /// <summary>Takes a domain out of hosting; its history stays, and the removal is its last entry.</summary>
    /// <exception cref="PolicyConflictException">The domain is not in the state that is removed; nothing was written.</exception>
    Task RemoveAsync(PolicyRemoval removal, CancellationToken cancellationToken);

    /// <summary>All templates, in the order of their names.</summary>
    IAsyncEnumerable<StoredTemplate> ListTemplatesAsync(CancellationToken cancellationToken);

    /// <summary>All states of the template of this name.</summary>
    Task<TemplateTimeline> ReadTemplateTimelineAsync(string name, CancellationToken cancellationToken);

    /// <summary>Carries out a change of a template, and so of every domain that uses it.</summary>
    /// <returns>The version of the new state, for the next change.</returns>
    /// <exception cref="ArgumentException">The name cannot be a template's.</exception>
    /// <exception cref="PolicyConflictException">
    /// The template is not in the state that the change replaces; nothing was written.
    /// </exception>
    Task<string> SaveTemplateAsync(TemplateChange change, CancellationToken cancellationToken);

    /// <summary>Removes a template; the caller has made sure that no domain uses it.</summary>
    /// <exception cref="PolicyConflictException">The template is not in the state that is removed; nothing was written.</exception>
    Task RemoveTemplateAsync(TemplateRemoval removal, CancellationToken cancellationToken);
}

/// <summary>Questions about one domain.</summary>
public static class EditablePolicyStoreExtensions
{
    /// <summary>All states of <paramref name="domain"/>.</summary>
    /// <exception cref="PolicyStoreException">The store failed.</exception>
    public static async Task<PolicyTimeline> ReadTimelineAsync(
        this IEditablePolicyStore store, DomainName domain, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return (await store.ReadTimelinesAsync([domain], cancellationToken))[0];
    }
}
