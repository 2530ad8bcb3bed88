using System.Globalization;
using MtaSts.Policies;

namespace MtaSts.Serving.Caching;

/// <summary>A policy ready to be sent: everything that does not depend on the request is made once, when it is loaded.</summary>
internal sealed class ServedPolicy
{
    /// <summary>Makes a policy ready.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="loadedAt">When it was loaded, as a timestamp of the app's <see cref="TimeProvider"/>.</param>
    public ServedPolicy(Policy policy, long loadedAt)
    {
        var text = PolicyRenderer.Render(policy);
        Text = text;
        ContentLength = text.Length.ToString(CultureInfo.InvariantCulture);
        EntityTag = $"\"{PolicyId.Compute(text)}\"";
        Mode = policy.Mode;
        LoadedAt = loadedAt;
    }

    /// <summary>The canonical text.</summary>
    public ReadOnlyMemory<byte> Text { get; }

    /// <summary>The length of the text in bytes, as a header writes it.</summary>
    public string ContentLength { get; }

    /// <summary>The strong entity tag: the policy id in quotes (RFC 9110 §8.8.3).</summary>
    public string EntityTag { get; }

    /// <summary>The mode.</summary>
    public PolicyMode Mode { get; }

    /// <summary>When it was loaded.</summary>
    public long LoadedAt { get; }
}
