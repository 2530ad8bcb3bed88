using System.Net;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Checks.MailHosts;
using MtaSts.Checks.Results;
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
        var issuers = dns.FindCaaAsync(host, cancellationToken);
        var lookupOfMail = FindMailRouteAsync(domain, cancellationToken);
        var appAddresses = request.App is { } app ? dns.FindAddressesAsync(app.Ascii, cancellationToken) : null;
        var addresses = await dns.FindAddressesAsync(host, cancellationToken);

        var answer = Reachable(addresses) is { Count: > 0 } reachable ? await policies.FetchAsync(domain, reachable, cancellationToken) : null;
        var policy = answer?.Policy?.Value;

        var mail = await lookupOfMail;
        var now = time.GetUtcNow();
        List<CheckPart> parts =
        [
            MtaStsRecordCheck.Judge(domain, await records, IsOurs(request, addresses) && policy is not null ? PolicyId.Compute(policy) : null),
            TlsRptRecordCheck.Judge(domain, await reports),
            HostCheck.Judge(domain, addresses, await issuers, request.App, appAddresses is null ? null : await appAddresses, allowsPrivate),
            JudgePolicy(request, addresses, answer, now),
            MxCheck.Judge(domain, mail.Exchanges, mail.OwnAddresses, mail.HostAddresses, policy),
        ];
        if (mailHosts is not null)
        {
            parts.Add(await CheckMailHostsAsync(mailHosts, mail, now, cancellationToken));
        }

        return new DomainReport(domain, policy?.Mode, MtaStsRecord.Choose((await records).Records).Value?.Id, request.Hosted is not null, parts)
        {
            FetchedId = policy is null ? null : PolicyId.Compute(policy),
        };
    }

    private List<IPAddress> Reachable(DnsAnswer<IPAddress> answer) =>
        [.. answer.Records.Where(address => allowsPrivate || PublicAddress.Includes(address))];

    // Another provider's ids are of another kind: only ours are digests of the policy.
    private static bool IsOurs(CheckRequest request, DnsAnswer<IPAddress> addresses) =>
        request.Hosted is not null || (request.App is { } app && addresses.Aliases.Contains(app.Ascii));

    private static CheckPart JudgePolicy(CheckRequest request, DnsAnswer<IPAddress> addresses, PolicyFetchResult? answer, DateTimeOffset now)
    {
        var part = answer is null
            ? new CheckPart(CheckArea.Policy, [], [], DescribeUnreachable(PolicyUrl.HostPrefix + request.Domain.Ascii, addresses))
            : PolicyCheck.Judge(answer, request.Hosted, now, request.RefreshAfter);

        // What is kept and cannot be served is the operator's to mend, even while the last good policy is served in its place.
        return request.Hosted is { Content: null, Findings: var faults }
            ? part with { Findings = [.. faults.Select(fault => new CheckFinding(CheckPhase.Syntax, request.Domain.Ascii, fault)), .. part.Findings] }
            : part;
    }

    private static string DescribeUnreachable(string host, DnsAnswer<IPAddress> addresses) => addresses.Outcome switch
    {
        DnsOutcome.Found => $"{host} has no address of the public Internet to fetch the policy from.",
        DnsOutcome.NoData or DnsOutcome.NxDomain => $"{host} has no address to fetch the policy from.",
        _ => $"Where to fetch the policy of {host} from is not known.",
    };

    private async Task<MailRoute> FindMailRouteAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var exchanges = await dns.FindMailExchangesAsync(domain.Ascii, cancellationToken);

        // RFC 5321 §5.1: without an MX the domain itself is the mail host.
        var own = exchanges.Outcome == DnsOutcome.NoData ? await dns.FindAddressesAsync(domain.Ascii, cancellationToken) : null;
        string[] hosts = [.. exchanges.Records.Select(exchange => exchange.Host).Where(host => host.Length > 0).Distinct()];
        var lookups = hosts.Take(MaximumMailHosts).Select(host => dns.FindAddressesAsync(host, cancellationToken));
        return new MailRoute(exchanges, own, await Task.WhenAll(lookups), hosts.Length);
    }

    private async Task<CheckPart> CheckMailHostsAsync(SmtpProbe probe, MailRoute mail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!IsKnown(mail.Exchanges) || (mail.OwnAddresses is { } own && !IsKnown(own)))
        {
            return new CheckPart(CheckArea.Smtp, [], [], "Which hosts receive the domain's mail is not known.");
        }

        var hosts = mail.OwnAddresses is { Outcome: DnsOutcome.Found } itself ? [itself] : mail.HostAddresses;
        var part = SmtpCheck.Judge(await Task.WhenAll(hosts.Select(addresses => ProbeMailHostAsync(probe, addresses, cancellationToken))), now);
        return mail.HostCount <= MaximumMailHosts
            ? part
            : part with { NotChecked = $"{part.NotChecked} Only the first {MaximumMailHosts} of {mail.HostCount} mail hosts were asked.".TrimStart() };
    }

    private static bool IsKnown<T>(DnsAnswer<T> answer) => !answer.IsUnknown && answer.Outcome != DnsOutcome.CnameLoop;

    private async Task<SmtpProbeResult> ProbeMailHostAsync(SmtpProbe probe, DnsAnswer<IPAddress> addresses, CancellationToken cancellationToken) =>
        Reachable(addresses) is { Count: > 0 } reachable
            ? await probe.ProbeAsync(addresses.Name, reachable, cancellationToken)
            : new SmtpProbeResult { Host = addresses.Name, Fault = SmtpFault.NotReachable, FaultText = "it has no address to connect to" };

    /// <summary>Where a domain receives mail.</summary>
    /// <param name="Exchanges">Its MX.</param>
    /// <param name="OwnAddresses">The addresses of the domain itself; null when it has an MX.</param>
    /// <param name="HostAddresses">The addresses of the hosts of the MX, of a bounded number of them.</param>
    /// <param name="HostCount">How many hosts the MX has.</param>
    private sealed record MailRoute(
        DnsAnswer<MailExchange> Exchanges, DnsAnswer<IPAddress>? OwnAddresses, IReadOnlyList<DnsAnswer<IPAddress>> HostAddresses, int HostCount);
}
