using System.Globalization;
using MtaSts.Policies;

namespace MtaSts.Serving.Caching;

/// <summary>A policy ready to be sent: everything that does not depend on the request is made once, when it is loaded.</summary>
internal sealed class ServedPolicy
{
    public ServedPolicy(Policy policy, DateTimeOffset? since, long loadedAt)
    {
        Since = since;
        Mode = policy.Mode;
        var text = PolicyRenderer.Render(policy);
        Text = text;
        ContentLength = text.Length.ToString(CultureInfo.InvariantCulture);
        EntityTag = $"\"{PolicyId.ComputeDigest(text)}\"";
        LoadedAt = loadedAt;
        AskedAt = loadedAt;
    }

    /// <summary>Since when it stands, by the store's own clock; null where nobody knows.</summary>
    public DateTimeOffset? Since { get; }

    public ReadOnlyMemory<byte> Text { get; }

    public string ContentLength { get; }

    /// <summary>The strong entity tag: the digest of the text in quotes (RFC 9110 §8.8.3).</summary>
    public string EntityTag { get; }

    public PolicyMode Mode { get; }

    /// <summary>When the load began: the store may have changed since then.</summary>
    public long LoadedAt { get; }

    /// <summary>When a request last asked for the policy of this domain.</summary>
    public long AskedAt { get; set; }

    /// <summary>Why the last try to renew it failed; null when it did not.</summary>
    public Exception? Failure { get; private set; }

    public long FailedAt { get; private set; }

    public void SetFailure(Exception failure, long failedAt) => (FailedAt, Failure) = (failedAt, failure);
}
