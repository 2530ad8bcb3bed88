using System.Runtime.CompilerServices;
using MtaSts.Policies;

namespace MtaSts.Storage;

/// <summary>
/// Policies in a folder: <c>&lt;domain&gt;.txt</c> for each domain, named in lower-case A-label form, each a policy as RFC 8461 §3.2
/// writes it. It is read only: its owner changes it, by an editor and with version control. Safe for concurrent use; files may change
/// at any time, best by renaming a finished one into place.
/// </summary>
/// <param name="directory">The folder's path.</param>
public sealed class FilePolicyStore(string directory) : IReadablePolicyStore
{
    private const string Extension = ".txt";

    /// <inheritdoc/>
    public async Task<StoredPolicy?> FindAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var stored = await ReadAsync(domain, cancellationToken);
        return stored is null or { Policy: not null }
            ? stored
            : throw new InvalidPolicyException($"the file {GetPath(domain)}", stored.Findings);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// On another thread, given up once cancelled: opening a file of a network share that is gone blocks for minutes, whatever the token
    /// says.
    /// </remarks>
    public Task<StoredPolicy?> ReadAsync(DomainName domain, CancellationToken cancellationToken) =>
        Task.Run(() => ReadFileAsync(domain, cancellationToken), cancellationToken).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredPolicy> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ProbeAsync(cancellationToken);
        foreach (var domain in ListDomains())
        {
            if (await ReadAsync(domain, cancellationToken) is { } stored)
            {
                yield return stored;
            }
        }
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) => Directory.Exists(directory)
        ? Task.CompletedTask
        : Task.FromException(
            new PolicyStoreException($"The policy folder {Path.GetFullPath(directory)} does not exist or is not readable."));

    // A domain's name is letters, digits, hyphens and dots, and begins with none of the latter two: it cannot leave the folder.
    private string GetPath(DomainName domain) => Path.GetFullPath(Path.Combine(directory, domain + Extension));

    private List<DomainName> ListDomains()
    {
        try
        {
            // A file whose name is written in another way, as in capitals, is not the one that is looked up.
            var names = Directory.EnumerateFiles(directory, $"*{Extension}").Select(path => Path.GetFileNameWithoutExtension(path)!)
                .Where(name => DomainName.TryParseAscii(name, out var domain, out _) && domain.Ascii == name);
            return [.. names.Order(StringComparer.Ordinal).Select(DomainName.Parse)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PolicyStoreException(
                $"The policy folder {Path.GetFullPath(directory)} could not be read: {exception.Message}", exception);
        }
    }

    // File systems have times that no DateTime can hold.
    private static DateTimeOffset? GetTime(FileStream file)
    {
        try
        {
            return File.GetLastWriteTimeUtc(file.SafeFileHandle);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private async Task<StoredPolicy?> ReadFileAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var path = GetPath(domain);
        try
        {
            // Others may go on writing the file while it is read.
            await using var file = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
            var buffer = new byte[PolicyParser.MaximumLength + 1];
            var length = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            var result = PolicyParser.Parse(buffer.AsSpan(0, length));
            return new StoredPolicy
            {
                Domain = domain,
                Content = result.Value is { } policy ? new PolicyContent.Inline(policy) : null,
                Policy = result.Value,
                Version = result.Value is null
                    ? PolicyId.ComputeDigest(buffer.AsSpan(0, length))
                    : PolicyId.ComputeDigest(result.Value),
                Id = result.Value is null ? null : PolicyId.ComputeDigest(result.Value),
                Findings = result.Findings,
                ChangedAt = GetTime(file),
            };
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or PathTooLongException)
        {
            // Not there, or longer than any file's name can be. To ask first whether it is there would hide why not.
            await ProbeAsync(cancellationToken);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PolicyStoreException($"The policy file {path} could not be read: {exception.Message}", exception);
        }
    }
}
