using System.Security.Cryptography;
using System.Text;

namespace MtaSts.Cli.ResourceManager;

internal static class DeploymentName
{
    private const int MaximumLength = 64;
    private const int DigestBytes = 6;

    /// <summary>A name for the deployments of a domain: always the same, so that Azure keeps one entry for each domain.</summary>
    public static string Create(string prefix, DomainName domain)
    {
        var name = $"{prefix}-{domain.Ascii}";
        if (name.Length <= MaximumLength)
        {
            return name;
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(domain.Ascii)).AsSpan(0, DigestBytes));
        return $"{name[..(MaximumLength - digest.Length - 1)]}-{digest}";
    }
}
