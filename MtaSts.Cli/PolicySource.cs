using MtaSts.Policies;
using MtaSts.Upstream;

namespace MtaSts.Cli;

/// <summary>A policy that is published or kept elsewhere, to be taken over.</summary>
/// <param name="createFetcher">Gives what fetches a published one.</param>
internal sealed class PolicySource(Func<PolicyFetcher> createFetcher)
{
    /// <summary>The policy in a file, or at a URL fetched as a sender fetches it (RFC 8461 §3.3).</summary>
    /// <exception cref="CommandException">It could not be read.</exception>
    public async Task<ParseResult<Policy>> ReadAsync(string place, CancellationToken cancellationToken) =>
        Uri.TryCreate(place, UriKind.Absolute, out var url) && url.Scheme.StartsWith("http", StringComparison.Ordinal)
            ? await FetchAsync(url, cancellationToken)
            : PolicyParser.Parse((await ReadFileAsync(place, cancellationToken)).Span);

    private async Task<ParseResult<Policy>> FetchAsync(Uri url, CancellationToken cancellationToken)
    {
        if (!PolicyUrl.Is(url))
        {
            throw new CommandException(ExitCode.WrongUsage, $"'{url}' is not the URL of a policy. Write https://mta-sts.<domain>{PolicyUrl.Path}.");
        }

        using var fetcher = createFetcher();
        try
        {
            return PolicyParser.Parse(PolicyRenderer.Render(await fetcher.FetchAsync(url, cancellationToken)));
        }
        catch (InvalidPolicyException exception)
        {
            return new ParseResult<Policy>(null, exception.Findings);
        }
        catch (PolicyFetchException exception)
        {
            throw new CommandException(ExitCode.Failed, $"{exception.Message} Nothing was changed.");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(path);
            var buffer = new byte[PolicyParser.MaximumLength + 1];
            return buffer.AsMemory(0, await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException(ExitCode.Failed, $"The file {path} could not be read: {exception.Message} Nothing was changed.");
        }
    }
}
