using System.Net;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Checks.MailHosts;
using MtaSts.Checks.Results;
using MtaSts.Policies;
using MtaSts.Records;
using MtaSts.Storage;

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

    private readonly DomainObserver observer = new(dns, policies, allowsPrivate);

    /// <summary>Checks a domain; whatever goes wrong is a finding in the report.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<DomainReport> CheckAsync(CheckRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var domain = request.Domain;
        var reportsLookup = dns.FindTextAsync("_smtp._tls." + domain.Ascii, cancellationToken);
        var issuersLookup = dns.FindCaaAsync(PolicyUrl.HostPrefix + domain.Ascii, cancellationToken);
        var appLookup = request.App is { } app ? dns.FindAddressesAsync(app.Ascii, cancellationToken) : null;
        var seen = await observer.ObserveAsync(domain, DomainAspects.All, cancellationToken);
        var (record, addresses, mail) = (seen.Record!, seen.HostAddresses!, seen.MailHosts!);
        var mailLookups = mail.Exchanges.Records.Count == 0
            ? []
            : mail.Hosts.Take(MaximumMailHosts).Select(host => dns.FindAddressesAsync(host, cancellationToken));
        var mailAddresses = await Task.WhenAll(mailLookups);
        var reports = await reportsLookup;

        var policy = seen.Served;
        var now = time.GetUtcNow();
        List<CheckPart> parts =
        [
            MtaStsRecordCheck.Judge(domain, record, IsOurs(request, seen) ? ExpectId(request, seen, now) : null),
            TlsRptRecordCheck.Judge(domain, reports),
            HostCheck.Judge(
                domain, addresses, await issuersLookup, request.App, appLookup is null ? null : await appLookup, allowsPrivate),
            JudgePolicy(request, seen, now),
            MxCheck.Judge(domain, mail.Exchanges, mail.OwnAddresses, mailAddresses, policy, FindHeld(request, policy, now)),
        ];
        if (smtp is not null)
        {
            parts.Add(await CheckMailHostsAsync(smtp, mail, mailAddresses, now, cancellationToken));
        }

        var isEnforced = IsEnforced(request, policy);
        if (request.Reports is { } verdict)
        {
            parts.Add(ReportCheck.Judge(domain, verdict, isEnforced));
        }

        return new DomainReport(
            domain, policy?.Mode, seen.PublishedId, request.Hosted is not null, Consequences.Rank(parts, isEnforced))
        {
            Fetched = policy,
            CertificateUntil = seen.Fetch?.Tls?.NotAfter,
            ResolverFault = ResolverFaults.FindCommon(seen.ResolverFault ?? "", ResolverFaults.From(reports)),
        };
    }

    /// <summary>The report on a domain for which there was no time.</summary>
    public DomainReport ReportUnfinished(CheckRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var areas = Enum.GetValues<CheckArea>()
            .Where(area => area != CheckArea.Smtp || smtp is not null)
            .Where(area => area != CheckArea.Reports || request.Reports is not null);
        return new DomainReport(
            request.Domain,
            Mode: null,
            Id: null,
            request.Hosted is not null,
            [.. areas.Select(area => new CheckPart(area, [], [], "The check ran out of time."))]);
    }

    // Other providers have other kinds of ids: only ours are made of the policy.
    private static bool IsOurs(CheckRequest request, DomainObservation seen) =>
        !ProviderId.IsRead(request.Hosted, seen) && request.Hosted is not { Policy: null, Content: PolicyContent.Upstream }
        && (request.Hosted is not null || (request.App is { } app && seen.HostAddresses!.Aliases.Contains(app.Ascii)));

    private static IdExpectation ExpectId(CheckRequest request, DomainObservation seen, DateTimeOffset now) => new()
    {
        Domain = request.Domain,
        Record = seen.Record is { Aliases: [.., var last] } ? last : null,
        Target = request is { IdZone: { } zone, Hosted: { Id: not null } } ? DelegatedId.GetTarget(request.Domain, zone) : null,
        Stored = request.Hosted,
        Served = seen.Served,
        Uncovered = seen.Served is { Mode: PolicyMode.Enforce } served ? [.. MxCheck.FindUncovered(served, seen.MailHosts!.Hosts)] : [],
        AreMailHostsUnknown = seen is { Served.Mode: PolicyMode.Enforce, MailHosts.IsKnown: false },
        RefreshAfter = GetCacheTime(request, seen),
        Now = now,
    };

    // What the host says of its cache counts where it is more.
    private static TimeSpan GetCacheTime(CheckRequest request, DomainObservation seen) =>
        new[] { request.RefreshAfter, seen.Fetch?.CacheMaxAge ?? TimeSpan.Zero }.Max();

    // What is served now is judged as such. With the policy of the store, it has replaced all others at last.
    private static List<HeldPolicy> FindHeld(CheckRequest request, Policy? served, DateTimeOffset now)
    {
        var isReplaced = served is not null && served.Equals(request.Hosted?.Policy);
        return
        [
            .. request.Held
                .Where(held => !IsSame(held.Policy, served))
                .Select(held => isReplaced && held.Until is null
                    ? held with { Until = now + request.RefreshAfter + TimeSpan.FromSeconds(held.Policy.MaxAge) }
                    : held),
        ];
    }

    // To what senders do, the max_age makes no difference.
    private static bool IsSame(Policy held, Policy? served) => held.Mode == served?.Mode && held.Mx.SequenceEqual(served.Mx);

    // Without a policy from the host, senders go on with the one that they have (RFC 8461 §3.3).
    private static bool IsEnforced(CheckRequest request, Policy? served) =>
        (served ?? request.Hosted?.Policy)?.Mode == PolicyMode.Enforce
        || request.Held.Any(held => held.Policy.Mode == PolicyMode.Enforce);

    private static CheckPart JudgePolicy(CheckRequest request, DomainObservation seen, DateTimeOffset now)
    {
        var part = seen.Fetch is { } answer
            ? PolicyCheck.Judge(answer, request.Hosted, now, GetCacheTime(request, seen))
            : new CheckPart(CheckArea.Policy, [], [], seen.NotFetched);

        // An invalid policy in the store is the operator's to fix, even while the last good one is still served.
        return request.Hosted is { Content: null, Findings: var faults }
            ? part with
            {
                Findings = [.. faults.Select(fault => new CheckFinding(CheckPhase.Syntax, request.Domain.Ascii, fault)), .. part.Findings],
            }
            : part;
    }

    private async Task<CheckPart> CheckMailHostsAsync(
        SmtpProbe probe,
        MailHostAnswer mail,
        IReadOnlyList<DnsAnswer<IPAddress>> mailAddresses,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (!mail.IsKnown)
        {
            return new CheckPart(CheckArea.Smtp, [], [], "Which hosts receive the domain's mail could not be determined.");
        }

        var hosts = mail.OwnAddresses is { Outcome: DnsOutcome.Found } itself ? [itself] : mailAddresses;
        var part = SmtpCheck.Judge(
            await Task.WhenAll(hosts.Select(addresses => ProbeMailHostAsync(probe, addresses, cancellationToken))), now);
        var count = mail.Hosts.Count;
        return count <= MaximumMailHosts
            ? part
            : part with
            {
                NotChecked = $"{part.NotChecked} Only the first {MaximumMailHosts} of {count} mail hosts were asked.".TrimStart(),
            };
    }

    private async Task<SmtpProbeResult> ProbeMailHostAsync(
        SmtpProbe probe, DnsAnswer<IPAddress> addresses, CancellationToken cancellationToken) =>
        observer.GetReachable(addresses) is { Count: > 0 } reachable
            ? await probe.ProbeAsync(addresses.Name, reachable, cancellationToken)
            : new SmtpProbeResult { Host = addresses.Name, Fault = SmtpFault.NotReachable, FaultText = "it has no address to connect to" };
}
