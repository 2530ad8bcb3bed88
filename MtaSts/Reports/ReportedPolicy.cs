using System.Text;
using MtaSts.Policies;

namespace MtaSts.Reports;

/// <summary>
/// The sessions to a domain under one policy (RFC 8460 §4.3, §4.4). Policies of several types count the same sessions, so those of one
/// type are never added to those of another.
/// </summary>
public sealed record ReportedPolicy
{
    /// <summary>The type of an MTA-STS policy.</summary>
    public const string Sts = "sts";

    /// <summary>The type of a policy by DANE (RFC 7672).</summary>
    public const string Tlsa = "tlsa";

    /// <summary>The type where the sender found no policy.</summary>
    public const string NoPolicyFound = "no-policy-found";

    /// <summary>The policy's type in lower case: one of those above, or what the sender wrote; empty where it wrote nothing.</summary>
    public required string Type { get; init; }

    /// <summary>The domain that the policy is of; with <see cref="Tlsa"/> the MX host.</summary>
    public required DomainName Domain { get; init; }

    /// <summary>The lines of the policy that the sender went by; empty where it does not say.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>Sessions in which TLS was as the policy wants it.</summary>
    public required long Successful { get; init; }

    /// <summary>Sessions in which it was not: the sum of the summary, or of the details where that is larger.</summary>
    public required long Failed { get; init; }

    /// <summary>Why sessions failed, as far as the sender says it; each kind, host and address once.</summary>
    public IReadOnlyList<ReportedFailure> Failures { get; init; } = [];

    /// <summary>Whether it is about MTA-STS.</summary>
    public bool IsSts => Type == Sts;

    /// <summary>
    /// The sessions that failed, by reason: <see cref="Failures"/>, and those that the summary has more than the details, for which no
    /// reason is given. Their sum is <see cref="Failed"/> at least; none is empty.
    /// </summary>
    public IEnumerable<ReportedFailure> GetFailures()
    {
        var rest = Failed - Failures.Sum(failure => failure.Sessions);
        return (rest > 0 ? Failures.Append(new ReportedFailure { Type = "", Sessions = rest }) : Failures)
            .Where(failure => failure.Sessions > 0);
    }

    /// <summary>
    /// Whether a failure counts against MTA-STS: each one under it does, of any kind. So does one of a sender that found no policy, or does
    /// not say which: once it goes by the policy, the same fails. DANE is another matter, and its kinds say nothing of MTA-STS where the
    /// sender names no policy of it.
    /// </summary>
    public bool Counts(ReportedFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return IsSts || (Type != Tlsa && FailureKind.Find(failure.Type).Subject != FailureSubject.Dane);
    }

    /// <summary>Those of <see cref="GetFailures"/> that count against MTA-STS.</summary>
    public IEnumerable<ReportedFailure> GetFailuresThatCount() => GetFailures().Where(Counts);

    /// <summary>The policy in <see cref="Lines"/>; null where there is none, or it is not valid (RFC 8461 §3.2).</summary>
    public Policy? Parse() => Lines.Count == 0
        ? null
        : PolicyParser.Parse(Encoding.UTF8.GetBytes(string.Concat(Lines.Select(line => $"{line}\r\n")))).Value;
}
