using System.Security.Cryptography;

namespace MtaSts.Policies;

/// <summary>
/// The id of a policy for its TXT record (RFC 8461 §3.1): a digest of its canonical text. It changes exactly when
/// the policy does, so it need not be bumped by hand, and whether DNS is up to date is a comparison.
/// </summary>
public static class PolicyId
{
    private const int DigestBytes = 8;

    /// <summary>The id of <paramref name="policy"/>: 16 lower-case hexadecimal digits.</summary>
    public static string Compute(Policy policy) => Compute(PolicyRenderer.Render(policy));

    /// <summary>The id of the policy whose canonical text is <paramref name="rendered"/>.</summary>
    public static string Compute(ReadOnlySpan<byte> rendered)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(rendered, digest);
        return Convert.ToHexStringLower(digest[..DigestBytes]);
    }
}
