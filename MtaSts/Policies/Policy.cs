using System.Collections.Immutable;

namespace MtaSts.Policies;

/// <summary>
/// An MTA-STS policy (RFC 8461 §3.2). The mx are in canonical order: exact names before wildcards, each group sorted, no duplicates, so
/// policies that mean the same are equal.
/// </summary>
public sealed class Policy : IEquatable<Policy>
{
    /// <summary>The largest <c>max_age</c>, in seconds: about one year (RFC 8461 §3.2).</summary>
    public const int MaximumMaxAge = 31_557_600;

    /// <summary>
    /// The <c>max_age</c> of a new policy, in seconds: two weeks, what enforce asks for at least, so that promotion is the only change that
    /// follows (§10.2).
    /// </summary>
    public const int DefaultMaxAge = 14 * 86_400;

    /// <summary>Creates a policy; the order of <paramref name="mx"/> does not matter.</summary>
    /// <param name="mode">What senders do when they cannot deliver securely.</param>
    /// <param name="mx">The hosts that mail may be delivered to; required unless <paramref name="mode"/> is none.</param>
    /// <param name="maxAge">How long senders may keep the policy, in seconds, 0 to <see cref="MaximumMaxAge"/>.</param>
    /// <exception cref="ArgumentException">There is no <paramref name="mx"/> and the mode is not none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The mode or <paramref name="maxAge"/> is out of range.</exception>
    public Policy(PolicyMode mode, IEnumerable<MxPattern> mx, int maxAge)
    {
        ArgumentNullException.ThrowIfNull(mx);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((int)mode, (int)PolicyMode.Enforce, nameof(mode));
        ArgumentOutOfRangeException.ThrowIfNegative((int)mode, nameof(mode));
        ArgumentOutOfRangeException.ThrowIfNegative(maxAge);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxAge, MaximumMaxAge);
        Mode = mode;
        Mx = [.. mx.Distinct().OrderBy(pattern => pattern.IsWildcard).ThenBy(pattern => pattern.Name, StringComparer.Ordinal)];
        MaxAge = maxAge;
        if (Mx.IsEmpty && mode != PolicyMode.None)
        {
            throw new ArgumentException("A policy needs an mx unless its mode is none.", nameof(mx));
        }
    }

    /// <summary>What senders do when they cannot deliver securely.</summary>
    public PolicyMode Mode { get; }

    /// <summary>The hosts that mail may be delivered to, in canonical order.</summary>
    public ImmutableArray<MxPattern> Mx { get; }

    /// <summary>How long senders may keep the policy, in seconds.</summary>
    public int MaxAge { get; }

    /// <summary>Whether any <see cref="Mx"/> covers <paramref name="host"/> (RFC 8461 §4.1).</summary>
    public bool Covers(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return Mx.Any(pattern => pattern.Matches(host));
    }

    /// <inheritdoc/>
    public bool Equals(Policy? other) =>
        other is not null && Mode == other.Mode && MaxAge == other.MaxAge && Mx.SequenceEqual(other.Mx);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Policy);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Mode, MaxAge, string.Join(' ', Mx));
}
