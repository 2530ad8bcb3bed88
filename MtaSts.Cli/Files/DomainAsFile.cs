using MtaSts.Policies;

namespace MtaSts.Cli.Files;

/// <summary>A domain, or the URL of its policy, where a file is to be named.</summary>
internal static class DomainAsFile
{
    private const string TextFileEnd = ".txt";

    /// <summary>The domain; null where there is such a file, or where it could be the name of one that is missing.</summary>
    public static DomainName? Find(string named)
    {
        if (File.Exists(named) || Directory.Exists(named))
        {
            return null;
        }

        var isUrl = Uri.TryCreate(named, UriKind.Absolute, out var url) && PolicyUrl.Is(url);
        var name = isUrl ? url!.Host[PolicyUrl.HostPrefix.Length..] : named;
        return !name.EndsWith(TextFileEnd, StringComparison.OrdinalIgnoreCase) && DomainName.TryParse(name, out var domain, out _)
            ? domain
            : null;
    }
}
