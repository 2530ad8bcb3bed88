using MtaSts.Storage;

namespace MtaSts.Checks;

/// <summary>
/// Whose the id of a domain is that follows its provider's policy. Senders that follow a CNAME at <c>_mta-sts</c> to the provider's record
/// (RFC 8461 §3.1) read the provider's id, which changes with the provider's policy. Everywhere else the id is that of the copy.
/// </summary>
public static class ProviderId
{
    /// <summary>The name of the provider's record: <c>_mta-sts.provider.example</c>.</summary>
    /// <param name="url">Where the provider publishes the policy.</param>
    public static string GetRecordName(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return $"_{url.IdnHost}";
    }

    /// <summary>The provider's record that the domain's is a CNAME for; null where it is none, or the domain follows no provider.</summary>
    /// <param name="stored">What is kept for the domain.</param>
    /// <param name="seen">What was seen of it, with its record.</param>
    public static string? FindAlias(StoredPolicy? stored, DomainObservation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return stored?.Content is PolicyContent.Upstream { Url: var url } && GetRecordName(url) is var name
            && seen.Record?.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase) == true ? name : null;
    }

    /// <summary>Whether the id that senders read is the provider's; not where the provider has no valid record.</summary>
    /// <inheritdoc cref="FindAlias" path="/param"/>
    public static bool IsRead(StoredPolicy? stored, DomainObservation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return seen is { IsIdKnown: true, PublishedId: not null } && FindAlias(stored, seen) is not null;
    }
}
