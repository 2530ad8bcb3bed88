using System.Net;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Checks.MailHosts;
using MtaSts.Checks.Reports;
using MtaSts.Policies;
using MtaSts.Records;

namespace MtaSts.Checks;

/// <summary>Looks at a domain as a sender does, record by record and host by host, and judges what is seen. Safe for concurrent use.</summary>
/// <param name="dns">Whom to ask.</param>
/// <param name="policies">How policies are fetched.</param>
/// <param name="mailHosts">How mail hosts are asked for STARTTLS; null to leave them alone.</param>
/// <param name="allowsPrivate">Whether to connect to addresses that senders on the Internet cannot reach, and not to mind them.</param>
/// <param name="time">The clock that certificates and changes are held against.</param>
public sealed class DomainChecker(DnsLookup dns, PolicyProbe policies, SmtpProbe? mailHosts, bool allowsPrivate, TimeProvider time)
{
    // Senders try a few hosts only, and a hostile domain must not make us connect to hundreds.
    private const int MaximumMailHosts = 20;

    /// <summary>What it looks at.</summary>
    public IEnumerable<CheckArea> Areas => Enum.GetValues<CheckArea>().Where(area => area != CheckArea.Smtp || mailHosts is not null);

    /// <summary>The report on a domain; whatever goes wrong on the way is a finding in it.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<DomainReport> CheckAsync(CheckRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var domain = request.Domain;
        var host = PolicyUrl.HostPrefix + domain.Ascii;
        var records = dns.FindTextAsync("_mta-sts." + domain.Ascii, cancellationToken);
        var reports = dns.FindTextAsync("_smtp._tls." + domain.Ascii, cancellationToken);
        var issuers = dns.FindIssuersAsync(host, cancellationToken);
        var exchanges = dns.FindMailExchangesAsync(domain.Ascii, cancellationToken);
        var appAddresses = request.App is { } app ? dns.FindAddressesAsync(app.Ascii, cancellationToken) : null;
        var addresses = await dns.FindAddressesAsync(host, cancellationToken);

        var answer = Reachable(addresses) is { Count: > 0 } reachable ? await policies.FetchAsync(domain, reachable, cancellationToken) : null;
        var policy = answer?.Policy?.Value;

        // RFC 5321 §5.1: without an MX the domain itself is the mail host.
        var ownAddresses = (await exchanges).Outcome == DnsOutcome.Empty ? await dns.FindAddressesAsync(domain.Ascii, cancellationToken) : null;
        var now = time.GetUtcNow();
        List<CheckPart> parts =
        [
            MtaStsRecordCheck.Judge(domain, await records, IsOurs(request, addresses) && policy is not null ? PolicyId.Of(policy) : null),
            TlsRptRecordCheck.Judge(domain, await reports),
            HostCheck.Judge(domain, addresses, await issuers, request.App, appAddresses is null ? null : await appAddresses, allowsPrivate),
            JudgePolicy(request, addresses, answer, now),
            MxCheck.Judge(domain, await exchanges, ownAddresses, policy),
        ];
        if (mailHosts is not null)
        {
            parts.Add(await CheckMailHostsAsync(mailHosts, domain, await exchanges, ownAddresses, now, cancellationToken));
        }

        return new DomainReport(domain, policy?.Mode, MtaStsRecord.Choose((await records).Records).Value?.Id, request.Hosted is not null, parts)
        {
            FetchedId = policy is null ? null : PolicyId.Of(policy),
        };
    }

    private List<IPAddress> Reachable(DnsAnswer<IPAddress> answer) =>
        [.. answer.Records.Where(address => allowsPrivate || PublicAddress.Includes(address))];

    // Another provider's ids are of another kind: only ours are digests of the policy.
    private static bool IsOurs(CheckRequest request, DnsAnswer<IPAddress> addresses) =>
        request.Hosted is not null || (request.App is { } app && addresses.Aliases.Contains(app.Ascii));

    private static CheckPart JudgePolicy(CheckRequest request, DnsAnswer<IPAddress> addresses, PolicyAnswer? answer, DateTimeOffset now)
    {
        var part = answer is null
            ? new CheckPart(CheckArea.Policy, [], [], DescribeUnreachable(PolicyUrl.HostPrefix + request.Domain.Ascii, addresses))
            : PolicyCheck.Judge(answer, request.Hosted, now);

        // What is kept and cannot be served is the operator's to mend, even while the last good policy is served in its place.
        return request.Hosted is { Content: null, Findings: var faults }
            ? part with { Findings = [.. faults.Select(fault => new CheckFinding(CheckPhase.Syntax, request.Domain.Ascii, fault)), .. part.Findings] }
            : part;
    }

    private static string DescribeUnreachable(string host, DnsAnswer<IPAddress> addresses) => addresses.Outcome switch
    {
        DnsOutcome.Found => $"{host} has no address of the public Internet to fetch the policy from.",
        DnsOutcome.Empty or DnsOutcome.NoSuchName => $"{host} has no address to fetch the policy from.",
        _ => $"Where to fetch the policy of {host} from is not known.",
    };

    private async Task<CheckPart> CheckMailHostsAsync(
        SmtpProbe probe,
        DomainName domain,
        DnsAnswer<MailExchange> exchanges,
        DnsAnswer<IPAddress>? ownAddresses,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (!IsKnown(exchanges) || (ownAddresses is not null && !IsKnown(ownAddresses)))
        {
            return new CheckPart(CheckArea.Smtp, [], [], "Which hosts receive the domain's mail is not known.");
        }

        string[] hosts = ownAddresses is { Outcome: DnsOutcome.Found }
            ? [domain.Ascii]
            : [.. exchanges.Records.Select(exchange => exchange.Host).Where(host => host.Length > 0).Distinct()];
        var asked = hosts.Take(MaximumMailHosts).Select(host => ProbeMailHostAsync(probe, host, cancellationToken));
        var part = SmtpCheck.Judge(await Task.WhenAll(asked), now);
        return hosts.Length <= MaximumMailHosts
            ? part
            : part with { NotChecked = $"{part.NotChecked} Only the first {MaximumMailHosts} of {hosts.Length} mail hosts were asked.".TrimStart() };
    }

    private static bool IsKnown<T>(DnsAnswer<T> answer) => !answer.IsUnknown && answer.Outcome != DnsOutcome.AliasLoop;

    private async Task<SmtpAnswer> ProbeMailHostAsync(SmtpProbe probe, string host, CancellationToken cancellationToken)
    {
        var reachable = Reachable(await dns.FindAddressesAsync(host, cancellationToken));
        return reachable.Count > 0
            ? await probe.ProbeAsync(host, reachable, cancellationToken)
            : new SmtpAnswer { Host = host, Fault = SmtpFault.NotReachable, FaultText = "it has no address to connect to" };
    }
}
