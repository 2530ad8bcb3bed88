using System.Runtime.CompilerServices;
using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>
/// Policies in a folder, for those who manage them: the files of <see cref="FilePolicyStore"/>, which may also be edited by hand, and beside
/// them in <c>.history</c> what they were before. A folder keeps policies only, neither templates nor upstreams. Safe for concurrent use,
/// also by several processes.
/// </summary>
public sealed class EditableFilePolicyStore : IEditablePolicyStore
{
    private const string NoTemplates = "A folder keeps policies only; templates need Table Storage.";

    private readonly string directory;
    private readonly PolicyFolder folder;

    /// <summary>The store in a folder.</summary>
    /// <param name="directory">The folder's path.</param>
    /// <param name="time">The clock.</param>
    public EditableFilePolicyStore(string directory, TimeProvider time)
        : this(directory, new PolicyFolder(directory, time))
    {
    }

    internal EditableFilePolicyStore(string directory, PolicyFolder folder) => (this.directory, this.folder) = (directory, folder);

    /// <inheritdoc/>
    public Task CreateAsync(CancellationToken cancellationToken)
    {
        folder.Create();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) => new FilePolicyStore(directory).ProbeAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<StoredPolicy?> FindAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var stored = await ReadAsync(domain, cancellationToken);
        return stored?.Findings.FirstOrDefault(finding => finding.Severity == Severity.Error) is null
            ? stored
            : throw new InvalidPolicyException($"the file {Path.GetFullPath(PolicyFile.GetPath(directory, domain))}", stored.Findings);
    }

    /// <inheritdoc/>
    public async Task<StoredPolicy?> ReadAsync(DomainName domain, CancellationToken cancellationToken)
    {
        await ProbeAsync(cancellationToken);
        return (await folder.ReadAsync(domain, cancellationToken)).Current is { } entry ? Describe(domain, entry) : null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredPolicy> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ProbeAsync(cancellationToken);
        foreach (var domain in folder.ListDomains())
        {
            if (await ReadAsync(domain, cancellationToken) is { } stored)
            {
                yield return stored;
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredPolicy> HistoryAsync(DomainName domain, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ProbeAsync(cancellationToken);
        foreach (var entry in (await folder.ReadAsync(domain, cancellationToken)).History.Reverse())
        {
            yield return Describe(domain, entry);
        }
    }

    /// <inheritdoc/>
    public async Task<string> SaveAsync(PolicyChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var policy = change.Content switch
        {
            PolicyContent.Inline own => own.Policy,
            PolicyContent.Template => throw new UnsupportedContentException(NoTemplates),
            _ => throw new UnsupportedContentException("A folder keeps policies only; a provider's policy needs Table Storage."),
        };
        var text = PolicyRenderer.Render(policy);
        if (text.Length > PolicyParser.MaximumLength)
        {
            throw new UnsupportedContentException($"The policy of {change.Domain} has {text.Length} bytes; no more than {PolicyParser.MaximumLength} are served.");
        }

        await ProbeAsync(cancellationToken);
        var next = JournalEntry.Of(text, default) with { By = change.ChangedBy, Reason = change.Reason };
        return (await folder.ChangeAsync(change.Domain, change.Version, next, cancellationToken)).Version;
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(PolicyRemoval removal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(removal);
        await ProbeAsync(cancellationToken);
        var next = new JournalEntry { Time = default, By = removal.ChangedBy, Reason = removal.Reason, Removed = true };
        await folder.ChangeAsync(removal.Domain, removal.Version, next, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoredTemplate?> ReadTemplateAsync(string name, CancellationToken cancellationToken) => Task.FromResult<StoredTemplate?>(null);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredTemplate> ListTemplatesAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<StoredTemplate>();

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredTemplate> TemplateHistoryAsync(string name, CancellationToken cancellationToken) => AsyncEnumerable.Empty<StoredTemplate>();

    /// <inheritdoc/>
    public Task<string> SaveTemplateAsync(TemplateChange change, CancellationToken cancellationToken) =>
        Task.FromException<string>(new UnsupportedContentException(NoTemplates));

    /// <inheritdoc/>
    public Task RemoveTemplateAsync(TemplateRemoval removal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(removal);
        return Task.FromException(PolicyConflictException.Gone($"template {removal.Name}"));
    }

    private static StoredPolicy Describe(DomainName domain, JournalEntry entry)
    {
        var reading = entry.File is { } text ? PolicyParser.Parse(text) : null;
        return new StoredPolicy
        {
            Domain = domain,
            Content = reading?.Value is { } policy ? new PolicyContent.Inline(policy) : null,
            Policy = reading?.Value,
            Version = entry.Version,
            Findings = reading?.Findings ?? [],
            ChangedAt = entry.Time,
            ChangedBy = entry.By,
            Reason = entry.Reason,
            IsRemoval = entry.Removed,
        };
    }
}
