using MtaSts.Cli.Console;
using MtaSts.Cli.Files;
using MtaSts.Policies;
using MtaSts.Upstream;

namespace MtaSts.Cli.Changes;

internal sealed class PolicySource(Func<PolicyFetcher> createFetcher)
{
    /// <summary>The URL that a place names; null when it names a file.</summary>
    public static Uri? GetUrl(string place) =>
        Uri.TryCreate(place, UriKind.Absolute, out var url) && url.Scheme.StartsWith("http", StringComparison.Ordinal) ? url : null;

    /// <summary>The policy, fetched from a URL as a sender fetches it (RFC 8461 §3.3).</summary>
    public async Task<ParseResult<Policy>> ReadAsync(string place, CliConsole console, CancellationToken cancellationToken)
    {
        if (GetUrl(place) is not { } url)
        {
            return PolicyParser.Parse((await InputFile.ReadAsync(place, PolicyParser.MaximumLength + 1, console, cancellationToken)).Span);
        }

        using var fetcher = createFetcher();
        try
        {
            return await fetcher.ReadAsync(url, cancellationToken);
        }
        catch (PolicyFetchException exception)
        {
            throw new CommandException(ExitCode.Failed, $"{exception.Message} Nothing was changed.");
        }
    }
}
