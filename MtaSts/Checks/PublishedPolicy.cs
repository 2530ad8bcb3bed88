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
        return FindRecordFault(records) is { } fault
            ? new PublishedPolicy(null, fault)
            : await FetchAsync(dns, probe, domain, time, cancellationToken);
    }

    /// <summary>The same of a domain whose record and policy have been looked at already.</summary>
    /// <param name="seen">What was seen, with <see cref="DomainAspects.Record"/> and <see cref="DomainAspects.Policy"/>.</param>
    /// <param name="now">The time that certificates are compared with.</param>
    public static PublishedPolicy From(DomainObservation seen, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return seen is not { Record: { } records, HostAddresses: not null }
            ? new PublishedPolicy(null, "the policy was not looked at")
            : FindRecordFault(records) is { } fault ? new PublishedPolicy(null, fault)
            : seen.Fetch is null ? new PublishedPolicy(null, seen.NotFetched?.TrimEnd('.'))
            : Judge(seen.Fetch, now);
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

        return Judge(await probe.FetchAsync(domain, reachable, cancellationToken), time.GetUtcNow());
    }

    private static string? FindRecordFault(DnsAnswer<IReadOnlyList<string>> records) =>
        IsUnanswered(records) ? $"the record _mta-sts could not be looked up: {records.Fault}"
        : MtaStsRecord.Choose(records.Records).Value is null ? "there is no valid record _mta-sts"
        : null;

    private static PublishedPolicy Judge(PolicyFetchResult answer, DateTimeOffset now)
    {
        var fault = PolicyCheck.Judge(answer, hosted: null, now).Findings
            .Select(finding => finding.Finding)
            .FirstOrDefault(finding => finding.Severity == Severity.Error);
        return fault is null && answer.Policy?.Value is { } policy
            ? new PublishedPolicy(policy, Fault: null)
            : new PublishedPolicy(null, $"senders get no policy: {fault?.Message.TrimEnd('.') ?? answer.FaultText}");
    }

    private static bool IsUnanswered<T>(DnsAnswer<T> answer) => answer.IsUnknown || answer.Outcome == DnsOutcome.CnameLoop;
}
