using System.Net;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Checks.MailHosts;
using MtaSts.Checks.Results;
using MtaSts.Policies;
using MtaSts.Records;

namespace MtaSts.Checks;

/// <summary>Checks a domain as a sender does, record by record and host by host. Safe for concurrent use.</summary>
/// <param name="smtp">Probes the mail hosts for STARTTLS; null to leave them alone.</param>
/// <param name="allowsPrivate">Whether to accept, and connect to, addresses outside the public Internet.</param>
/// <param name="time">The clock that certificates and changes are compared with.</param>
public sealed class DomainChecker(
    DnsLookup dns, IPolicyProbe policies, SmtpProbe? smtp, bool allowsPrivate, TimeProvider time)
{
    // Senders try only a few hosts, and a hostile domain must not make us connect to hundreds.
    private const int MaximumMailHosts = 20;

    /// <summary>The areas that are checked.</summary>
    public IEnumerable<CheckArea> Areas => Enum.GetValues<CheckArea>().Where(area => area != CheckArea.Smtp || smtp is not null);

    /// <summary>Checks a domain; whatever goes wrong is a finding in the report.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<DomainReport> CheckAsync(CheckRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var domain = request.Domain;
        var host = PolicyUrl.HostPrefix + domain.Ascii;
        var records = dns.FindTextAsync("_mta-sts." + domain.Ascii, cancellationToken);
        var reports = dns.FindTextAsync("_smtp._tls." + domain.Ascii, cancellationToken);
        var issuers = dns.FindCaaAsync(host, cancellationToken);
        var mailLookup = FindMailHostsAsync(domain, cancellationToken);
        var appAddresses = request.App is { } app ? dns.FindAddressesAsync(app.Ascii, cancellationToken) : null;
        var addresses = await dns.FindAddressesAsync(host, cancellationToken);

        var answer = Reachable(addresses) is { Count: > 0 } reachable
            ? await policies.FetchAsync(domain, reachable, cancellationToken)
            : null;
        var policy = answer?.Policy?.Value;

        var mail = await mailLookup;
        var now = time.GetUtcNow();
        List<CheckPart> parts =
        [
            MtaStsRecordCheck.Judge(
                domain, await records, IsOurs(request, addresses) ? FindExpectedId(request, policy, (await records).Records) : null),
            TlsRptRecordCheck.Judge(domain, await reports),
            HostCheck.Judge(domain, addresses, await issuers, request.App, appAddresses is null ? null : await appAddresses, allowsPrivate),
            JudgePolicy(request, addresses, answer, now),
            MxCheck.Judge(domain, mail.Exchanges, mail.OwnAddresses, mail.HostAddresses, policy),
        ];
        if (smtp is not null)
        {
            parts.Add(await CheckMailHostsAsync(smtp, mail, now, cancellationToken));
        }

        return new DomainReport(
            domain, policy?.Mode, MtaStsRecord.Choose((await records).Records).Value?.Id, request.Hosted is not null, parts)
        {
            Fetched = policy,
        };
    }

    private List<IPAddress> Reachable(DnsAnswer<IPAddress> answer) =>
        [.. answer.Records.Where(address => allowsPrivate || PublicAddress.Includes(address))];

    /// <summary>The id that DNS must have; of a policy whose state is not known, any that was made of its text.</summary>
    private static string? FindExpectedId(CheckRequest request, Policy? served, IReadOnlyList<IReadOnlyList<string>> records) =>
        served is null ? null
        : served.Equals(request.Hosted?.Policy) ? request.Hosted.Id
        : MtaStsRecord.Choose(records).Value is { } record && PolicyId.IsOf(record.Id, served) ? record.Id
        : PolicyId.ComputeDigest(served);

    // Other providers have other kinds of ids: only ours are made of the policy.
    private static bool IsOurs(CheckRequest request, DnsAnswer<IPAddress> addresses) =>
        request.Hosted is not null || (request.App is { } app && addresses.Aliases.Contains(app.Ascii));

    private static CheckPart JudgePolicy(
        CheckRequest request, DnsAnswer<IPAddress> addresses, PolicyFetchResult? answer, DateTimeOffset now)
    {
        var part = answer is null
            ? new CheckPart(CheckArea.Policy, [], [], DescribeUnreachable(PolicyUrl.HostPrefix + request.Domain.Ascii, addresses))
            : PolicyCheck.Judge(answer, request.Hosted, now, request.RefreshAfter);

        // An invalid policy in the store is the operator's to fix, even while the last good one is still served.
        return request.Hosted is { Content: null, Findings: var faults }
            ? part with
            {
                Findings = [.. faults.Select(fault => new CheckFinding(CheckPhase.Syntax, request.Domain.Ascii, fault)), .. part.Findings],
            }
            : part;
    }

    private static string DescribeUnreachable(string host, DnsAnswer<IPAddress> addresses) => addresses.Outcome switch
    {
        DnsOutcome.Found => $"{host} has no public address to fetch the policy from.",
        DnsOutcome.NoData or DnsOutcome.NxDomain => $"{host} has no address to fetch the policy from.",
        _ => $"The address of {host} could not be determined, so the policy was not fetched.",
    };

    private async Task<MailHosts> FindMailHostsAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var exchanges = await dns.FindMailExchangesAsync(domain.Ascii, cancellationToken);

        // RFC 5321 §5.1: without an MX the domain itself is the mail host.
        var own = exchanges.Outcome == DnsOutcome.NoData ? await dns.FindAddressesAsync(domain.Ascii, cancellationToken) : null;
        string[] hosts = [.. exchanges.Records.Select(exchange => exchange.Host).Where(host => host.Length > 0).Distinct()];
        var lookups = hosts.Take(MaximumMailHosts).Select(host => dns.FindAddressesAsync(host, cancellationToken));
        return new MailHosts(exchanges, own, await Task.WhenAll(lookups), hosts.Length);
    }

    private async Task<CheckPart> CheckMailHostsAsync(
        SmtpProbe probe, MailHosts mail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!IsKnown(mail.Exchanges) || (mail.OwnAddresses is { } own && !IsKnown(own)))
        {
            return new CheckPart(CheckArea.Smtp, [], [], "Which hosts receive the domain's mail could not be determined.");
        }

        var hosts = mail.OwnAddresses is { Outcome: DnsOutcome.Found } itself ? [itself] : mail.HostAddresses;
        var part = SmtpCheck.Judge(
            await Task.WhenAll(hosts.Select(addresses => ProbeMailHostAsync(probe, addresses, cancellationToken))), now);
        return mail.HostCount <= MaximumMailHosts
            ? part
            : part with
            {
                NotChecked = $"{part.NotChecked} Only the first {MaximumMailHosts} of {mail.HostCount} mail hosts were asked.".TrimStart(),
            };
    }

    private static bool IsKnown<T>(DnsAnswer<T> answer) => !answer.IsUnknown && answer.Outcome != DnsOutcome.CnameLoop;

    private async Task<SmtpProbeResult> ProbeMailHostAsync(
        SmtpProbe probe, DnsAnswer<IPAddress> addresses, CancellationToken cancellationToken) =>
        Reachable(addresses) is { Count: > 0 } reachable
            ? await probe.ProbeAsync(addresses.Name, reachable, cancellationToken)
            : new SmtpProbeResult { Host = addresses.Name, Fault = SmtpFault.NotReachable, FaultText = "it has no address to connect to" };

    /// <summary>The hosts that receive the mail of a domain.</summary>
    /// <param name="OwnAddresses">The addresses of the domain itself; null if it has an MX.</param>
    /// <param name="HostAddresses">The addresses of the MX hosts, of a bounded number of them.</param>
    /// <param name="HostCount">The number of all MX hosts.</param>
    private sealed record MailHosts(
        DnsAnswer<MailExchange> Exchanges,
        DnsAnswer<IPAddress>? OwnAddresses,
        IReadOnlyList<DnsAnswer<IPAddress>> HostAddresses,
        int HostCount);
}
