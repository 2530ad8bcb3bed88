using System.Globalization;
using System.Security.Cryptography;

namespace MtaSts.Policies;

/// <summary>
/// The id of a policy for its TXT record (RFC 8461 §3.1): the time since when it stands, and a digest of its canonical text. It "MUST
/// uniquely identify a given instance of a policy": by the time, no id comes back with an earlier text, which senders that fetched the
/// text in between would never fetch again; by the digest, whether DNS is in step with what is served is a comparison.
/// </summary>
public static class PolicyId
{
    private const int DigestBytes = 8;
    private const int ShortDigestDigits = 8;
    private const string TimeFormat = "yyyyMMddHHmmss'Z'";

    /// <summary>The id of <paramref name="policy"/>: <c>20261122103000Z</c> and 8 hexadecimal digits of the digest.</summary>
    /// <param name="since">The store's own time of the state that it stands by, UTC.</param>
    /// <param name="policy">The policy.</param>
    public static string Create(DateTimeOffset since, Policy policy) =>
        since.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) + ComputeDigest(policy)[..ShortDigestDigits];

    /// <summary>The digest of <paramref name="policy"/>: 16 lower-case hexadecimal digits. The id where no store tells the time.</summary>
    public static string ComputeDigest(Policy policy) => ComputeDigest(PolicyRenderer.Render(policy));

    /// <summary>The digest of the policy whose canonical text is <paramref name="rendered"/>.</summary>
    public static string ComputeDigest(ReadOnlySpan<byte> rendered)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(rendered, digest);
        return Convert.ToHexStringLower(digest[..DigestBytes]);
    }

    /// <summary>Whether <paramref name="text"/> can be an id that was made here, with a time or without.</summary>
    public static bool Is(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FindDigest(text) is { Length: > 0 } digest && digest.All(char.IsAsciiHexDigitLower);
    }

    /// <summary>Whether <paramref name="id"/> was made here, with a time or without, of the text of <paramref name="policy"/>.</summary>
    public static bool IsOf(string id, Policy policy)
    {
        ArgumentNullException.ThrowIfNull(id);
        return FindDigest(id) is { Length: > 0 } digest && ComputeDigest(policy).StartsWith(digest, StringComparison.Ordinal);
    }

    private static string FindDigest(string id)
    {
        var end = id.IndexOf('Z', StringComparison.Ordinal);
        return id.Length == DigestBytes * 2 ? id
            : end == 14 && id.Length == end + 1 + ShortDigestDigits && id[..end].All(char.IsAsciiDigit) ? id[(end + 1)..]
            : "";
    }
}
