using System.Security.Cryptography;
using System.Text;

namespace MtaSts.Records;

/// <summary>
/// Where the id of a domain is when its <c>_mta-sts</c> is a CNAME into a zone of the provider: senders follow it (RFC 8461 §3.1). Each
/// domain has a target of its own, as a shared target would be a shared id.
/// </summary>
public static class DelegatedId
{
    private const int MaximumLabelLength = 63;
    private const int DigestBytes = 4;

    /// <summary>The name of the TXT record, such as <c>contoso-com-1f2e3d4c.ids.provider.example</c>.</summary>
    /// <param name="zone">The zone that the ids of all domains are in.</param>
    /// <exception cref="FormatException">The zone's name leaves no room for a label.</exception>
    public static DomainName GetTarget(DomainName domain, DomainName zone) => DomainName.Parse($"{GetLabel(domain)}.{zone}");

    /// <summary>Whether a name is the target of a domain, in whatever zone.</summary>
    public static bool IsTarget(string name, DomainName domain)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith($"{GetLabel(domain)}.", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The domain as people can read it, and part of its digest, so that no two domains have the same.</summary>
    public static string GetLabel(DomainName domain)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(domain.Ascii)).AsSpan(0, DigestBytes));
        var readable = string.Join('-', domain.Ascii.Split(['.', '-'], StringSplitOptions.RemoveEmptyEntries));
        var length = Math.Min(readable.Length, MaximumLabelLength - digest.Length - 1);
        return $"{readable[..length].TrimEnd('-')}-{digest}";
    }
}
