using System.Net;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Policies;
using MtaSts.Records;

namespace MtaSts.Checks;

/// <summary>The policy that a sender without one would get now.</summary>
/// <param name="Policy">The policy; null when there is none, or it cannot be had.</param>
/// <param name="Fault">Why there is no policy, as a clause; null if there is one.</param>
public sealed record PublishedPolicy(Policy? Policy, string? Fault)
{
    /// <summary>Looks up the record of <paramref name="domain"/> and then fetches its policy (RFC 8461 §3.1, §3.3).</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<PublishedPolicy> FindAsync(
        DnsLookup dns, IPolicyProbe probe, DomainName domain, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dns);
        ArgumentNullException.ThrowIfNull(time);
        var records = await dns.FindTextAsync($"_mta-sts.{domain}", cancellationToken);
        return IsUnanswered(records) ? new PublishedPolicy(null, $"the record _mta-sts could not be looked up: {records.Fault}")
            : MtaStsRecord.Choose(records.Records).Value is null ? new PublishedPolicy(null, "there is no valid record _mta-sts")
            : await FetchAsync(dns, probe, domain, time, cancellationToken);
    }

    /// <summary>Fetches the policy of <paramref name="domain"/>, whatever its record says.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<PublishedPolicy> FetchAsync(
        DnsLookup dns, IPolicyProbe probe, DomainName domain, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dns);
        ArgumentNullException.ThrowIfNull(probe);
        ArgumentNullException.ThrowIfNull(time);
        var host = PolicyUrl.HostPrefix + domain.Ascii;
        var addresses = await dns.FindAddressesAsync(host, cancellationToken);
        if (IsUnanswered(addresses))
        {
            return new PublishedPolicy(null, $"the address of the policy host could not be looked up: {addresses.Fault}");
        }

        IPAddress[] reachable = [.. addresses.Records.Where(PublicAddress.Includes)];
        if (reachable.Length == 0)
        {
            return new PublishedPolicy(null, "the policy host has no public address");
        }

        var answer = await probe.FetchAsync(domain, reachable, cancellationToken);
        var fault = PolicyCheck.Judge(answer, hosted: null, time.GetUtcNow()).Findings
            .Select(finding => finding.Finding)
            .FirstOrDefault(finding => finding.Severity == Severity.Error);
        return fault is null && answer.Policy?.Value is { } policy
            ? new PublishedPolicy(policy, Fault: null)
            : new PublishedPolicy(null, $"senders get no policy: {fault?.Message.TrimEnd('.') ?? answer.FaultText}");
    }

    private static bool IsUnanswered<T>(DnsAnswer<T> answer) => answer.IsUnknown || answer.Outcome == DnsOutcome.CnameLoop;
}
