using System.Globalization;
using MtaSts.Policies;

namespace MtaSts.Serving.Caching;

/// <summary>A policy ready to be sent: everything that does not depend on the request is made once, when it is loaded.</summary>
internal sealed class ServedPolicy
{
    public ServedPolicy(Policy policy, long loadedAt)
    {
        var text = PolicyRenderer.Render(policy);
        Text = text;
        ContentLength = text.Length.ToString(CultureInfo.InvariantCulture);
        EntityTag = $"\"{PolicyId.ComputeDigest(text)}\"";
        Mode = policy.Mode;
        LoadedAt = loadedAt;
    }

    public ReadOnlyMemory<byte> Text { get; }

    public string ContentLength { get; }

    /// <summary>The strong entity tag: the digest of the text in quotes (RFC 9110 §8.8.3).</summary>
    public string EntityTag { get; }

    public PolicyMode Mode { get; }

    public long LoadedAt { get; }
}
