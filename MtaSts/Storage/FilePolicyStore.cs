using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>
/// Policies in a folder, for those who serve them: <c>&lt;domain&gt;.txt</c> for each domain, named in lower-case A-label form, each a
/// policy as RFC 8461 writes it. Safe for concurrent use; files may change at any time, best by renaming a finished one into place.
/// </summary>
/// <param name="directory">The folder's path.</param>
public sealed class FilePolicyStore(string directory) : IPolicyStore
{
    /// <inheritdoc/>
    /// <remarks>On another thread, given up once cancelled: opening a file of a network share that is gone blocks for minutes, whatever the token says.</remarks>
    public Task<StoredPolicy?> FindAsync(DomainName domain, CancellationToken cancellationToken) =>
        Task.Run(() => ReadPolicyAsync(domain, cancellationToken), cancellationToken).WaitAsync(cancellationToken);

    private async Task<StoredPolicy?> ReadPolicyAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(PolicyFile.GetPath(directory, domain));
        try
        {
            if (await PolicyFile.ReadAsync(path, cancellationToken) is not { } file)
            {
                await ProbeAsync(cancellationToken);
                return null;
            }

            var reading = PolicyParser.Parse(file.Text);
            if (reading.Value is not { } policy)
            {
                throw new InvalidPolicyException($"the file {path}", reading.Findings);
            }

            return new StoredPolicy
            {
                Domain = domain,
                Content = new PolicyContent.Inline(policy),
                Policy = policy,
                Version = PolicyId.Compute(policy),
                Findings = reading.Findings,
                ChangedAt = file.WrittenAt,
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PolicyStoreException($"The policy file {path} could not be read: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) => Directory.Exists(directory)
        ? Task.CompletedTask
        : Task.FromException(new PolicyStoreException($"The policy folder {Path.GetFullPath(directory)} does not exist or is not readable."));
}
