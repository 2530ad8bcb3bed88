namespace MtaSts.Storage;

/// <summary>Where templates are kept, as those who serve them see it.</summary>
public interface ITemplateReader
{
    /// <summary>The template of this name, valid or not; null when there is none.</summary>
    /// <exception cref="PolicyStoreException">The store failed.</exception>
    Task<StoredTemplate?> ReadTemplateAsync(string name, CancellationToken cancellationToken);
}
