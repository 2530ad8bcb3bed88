namespace MtaSts.Storage;

/// <summary>One file of a policy folder, as it was at one moment.</summary>
/// <param name="Text">Its bytes; of a file that is too long, just enough for the parser to say so.</param>
/// <param name="WrittenAt">When it was written last, UTC.</param>
internal sealed record PolicyFile(byte[] Text, DateTimeOffset WrittenAt)
{
    /// <summary>The file of a domain. Its name is letters, digits, hyphens and dots, and begins with none of the latter two: it cannot leave the folder.</summary>
    public static string GetPath(string directory, DomainName domain) => Path.Combine(directory, $"{domain}.txt");

    /// <summary>The file at <paramref name="path"/>; null when there is none.</summary>
    public static async Task<PolicyFile?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = Open(path);
            var buffer = new byte[Policies.PolicyParser.MaximumLength + 1];
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return new PolicyFile(buffer[..length], File.GetLastWriteTimeUtc(stream.SafeFileHandle));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or PathTooLongException)
        {
            // Not there, or longer than any file's name can be. To ask first whether it is there would hide why not.
            return null;
        }
    }

    /// <summary>Opens a file that others may change, rename or remove while it is read.</summary>
    public static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
}
