using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>
/// Policies in a folder: <c>&lt;domain&gt;.txt</c> for each domain, named in lower-case A-label form, each a policy as RFC 8461 writes it.
/// Safe for concurrent use; files may change at any time, best by renaming a finished one into place.
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
        // A domain name is letters, digits, hyphens and dots, and begins with none of the latter two: it cannot leave the folder.
        var file = new FileInfo(Path.Combine(directory, $"{domain}.txt"));
        try
        {
            var reading = PolicyParser.Parse((await ReadAsync(file, cancellationToken)).Span);
            if (reading.Value is not { } policy)
            {
                throw new InvalidPolicyException($"the file {file.FullName}", reading.Findings);
            }

            return new StoredPolicy
            {
                Domain = domain,
                Content = new PolicyContent.Own(policy),
                Policy = policy,
                Version = PolicyId.Of(policy),
                Findings = reading.Findings,
                ChangedAt = file.LastWriteTimeUtc,
            };
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or PathTooLongException)
        {
            // Not there, or longer than any file's name can be: the domain is not hosted, if only the folder is there.
            await ProbeAsync(cancellationToken);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PolicyStoreException($"The policy file {file.FullName} could not be read: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) => Directory.Exists(directory)
        ? Task.CompletedTask
        : Task.FromException(new PolicyStoreException($"The policy folder {Path.GetFullPath(directory)} does not exist or is not readable."));

    /// <summary>The file's bytes; of one that is too long, just enough for the parser to say so.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
        var buffer = new byte[PolicyParser.MaximumLength + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer.AsMemory(0, length);
    }
}
