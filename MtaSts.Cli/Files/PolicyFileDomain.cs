using System.Text;
using MtaSts.Cli.Console;
using MtaSts.Cli.Names;
using MtaSts.Policies;

namespace MtaSts.Cli.Files;

/// <summary>
/// Which domain a policy file of a folder is for. <c>&lt;domain&gt;.txt</c> names it by the letter, as for the server and for
/// <c>export</c>. A site with <c>.well-known/mta-sts.txt</c> names its host: in its file CNAME (GitHub Pages), or else by its folder.
/// </summary>
/// <param name="Name">The domain as it is written there; null where nothing says one.</param>
/// <param name="IsLiteral">Whether the domain is called so itself, where the name may also be another one of it.</param>
/// <param name="Remark">Why nothing says it, or what is odd about it, in a clause; null where all is well.</param>
internal sealed record PolicyFileDomain(string? Name, bool IsLiteral, string? Remark = null)
{
    public const string WellKnown = ".well-known";
    public const string HostFile = "CNAME";

    private const int MaximumHostLength = 1024;

    /// <summary>The domain; null where the name is not one.</summary>
    public DomainName? Domain
    {
        get
        {
            var isRead = IsLiteral ? DomainName.TryParse(Name, out var domain, out _) : MailDomainText.TryParse(Name, out domain, out _);
            return isRead ? domain : null;
        }
    }

    public static PolicyFileDomain OfFile(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var isAmbiguous = MailDomainText.FindLiteral(name) is not null;
        return new PolicyFileDomain(name, IsLiteral: true, isAmbiguous && MailDomainText.TryParse(name, out var other, out _)
            ? $"a file <domain>.txt is for the domain that is called so itself; if you mean {other}, call the file {other}.txt"
            : null);
    }

    /// <param name="site">The folder that has <c>.well-known</c>.</param>
    public static async Task<PolicyFileDomain> OfSiteAsync(string site, CliConsole console, CancellationToken cancellationToken)
    {
        var folder = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(site)));
        var isNamed = MailDomainText.TryParse(folder, out var named, out _);
        var file = Path.Combine(site, HostFile);
        if (!File.Exists(file))
        {
            return isNamed
                ? new PolicyFileDomain(folder, IsLiteral: false)
                : Unknown("neither the name of its folder nor a file CNAME says which domain it is for");
        }

        if (SpecialFile.Is(file))
        {
            return Unknown("its file CNAME is none that can be read");
        }

        var bytes = await InputFile.ReadAsync(file, MaximumHostLength, console, cancellationToken);
        var host = Encoding.UTF8.GetString(bytes.Span).Trim();
        if (!host.StartsWith(PolicyUrl.HostPrefix, StringComparison.OrdinalIgnoreCase)
            || !DomainName.TryParse(host[PolicyUrl.HostPrefix.Length..], out var domain, out _))
        {
            return Unknown($"its file CNAME names '{PlainText.Sanitize(host, 80)}', which is no policy host (mta-sts.<domain>)");
        }

        return new PolicyFileDomain(domain.Ascii, IsLiteral: true, isNamed && named != domain
            ? $"its file CNAME names it, not the name of its folder, {folder}"
            : null);
    }

    private static PolicyFileDomain Unknown(string why) => new(Name: null, IsLiteral: false, why);
}
