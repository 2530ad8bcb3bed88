using MtaSts.Checks;
using MtaSts.Checks.Lookups;
using MtaSts.Cli.Console;
using MtaSts.Cli.ResourceManager;
using MtaSts.Records;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Onboarding.Walks;

/// <summary>The way of a policy to senders, once its host name leads to the app: served, published, checked.</summary>
internal sealed class PolicyOnboarding(OnboardingTools tools)
{
    private const string Ready = "The policy is served, and can be published.";

    /// <summary>The first thing that is not right.</summary>
    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    /// <exception cref="LookupException">DNS did not answer.</exception>
    public async Task<(OnboardingStep Step, RolloutStatus Status)> FindAsync(HostNameSituation name, CancellationToken cancellationToken)
    {
        var status = await FindStatusAsync(name, cancellationToken);
        return (await FindAsync(name, status, cancellationToken), status);
    }

    /// <summary>Notes that the policy is served, and publishes what is to be published.</summary>
    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public async Task ActAsync(HostNameSituation name, RolloutStatus status, CancellationToken cancellationToken)
    {
        if (status is { Current.ServedAt: null })
        {
            await tools.Store.MarkServedAsync(name.Domain, status.Id!, status.Now, cancellationToken);
        }

        // An id goes to DNS only while its policy is the one that is served (RFC 8461 §8.1).
        if (status.IsToPublish && (await tools.Store.ReadAsync(name.Domain, cancellationToken))?.Id == status.Id)
        {
            await tools.WriteAsync(() => PublishAsync(status, cancellationToken), cancellationToken);
        }

        if (name.Zone is { } zone && CreateReports(name) is { } reports && !await HasReportsAsync(name, cancellationToken))
        {
            await tools.WriteAsync(
                () => tools.Records.WriteAsync(name.Domain, zone, reports.Records, cancellationToken), cancellationToken);
        }
    }

    private async Task PublishAsync(RolloutStatus status, CancellationToken cancellationToken)
    {
        var id = await tools.Publisher.PublishAsync(status, cancellationToken);
        if (id.Fault is { } fault)
        {
            throw new PublishingException(fault, id.IsPassing);
        }
    }

    private async Task<OnboardingStep> FindAsync(HostNameSituation name, RolloutStatus status, CancellationToken cancellationToken) =>
        status switch
        {
            { Current: null } => Stuck(OnboardingStage.Policy, status.Step.Text),
            { Current: { Policy: null, Content: PolicyContent.Upstream }, Step.Stage: RolloutStage.Upstream } =>
                await CheckAsync(name, status, cancellationToken),
            { Current: { Policy: null, Content: PolicyContent.Upstream }, Step.Stage: RolloutStage.ToPublish } => Stuck(
                OnboardingStage.Records, status.Step.Text),
            { IsServedEverywhere: false } => new OnboardingStep(
                OnboardingStage.Answers, FindTurn(name, status), status.Step.Text + FormatTime(status)),
            { Current.ServedAt: null } => new OnboardingStep(
                OnboardingStage.Records, OnboardingTurn.Tool, "The policy is served; that is to be noted, and published."),
            _ => await FindRecordStepAsync(name, status, cancellationToken),
        };

    private async Task<OnboardingStep> FindRecordStepAsync(
        HostNameSituation name, RolloutStatus status, CancellationToken cancellationToken)
    {
        if (status.IsPublished is null)
        {
            return new OnboardingStep(OnboardingStage.Records, OnboardingTurn.Dns, status.Step.Text);
        }

        if (status is { IsPublished: false, IsToPublish: false })
        {
            return Stuck(OnboardingStage.Records, status.Step.Text);
        }

        var id = status.IsToPublish ? await tools.Preview.PublishAsync(status, cancellationToken) : null;
        if (id is { Fault: { } fault })
        {
            return new OnboardingStep(OnboardingStage.Records, id.IsPassing ? OnboardingTurn.Azure : OnboardingTurn.Stuck, fault);
        }

        var reports = await HasReportsAsync(name, cancellationToken) ? null : CreateReports(name);
        var isToWrite = id?.Records.Any(record => record is { Zone: not null, IsWritten: false }) == true;
        if (isToWrite || (reports is not null && name.Zone is not null))
        {
            return new OnboardingStep(OnboardingStage.Records, OnboardingTurn.Tool, Ready);
        }

        List<DomainRecords> byHand = [.. reports is null ? [] : (DomainRecords[])[reports]];
        byHand.AddRange((id?.ToWriteByHand ?? []).Select(record => record.Records));
        return byHand.Count > 0
            ? new OnboardingStep(OnboardingStage.Records, OnboardingTurn.You, Ready) { ByHand = byHand }
            : await FindPublicAsync(name, status, cancellationToken) ?? await CheckAsync(name, status, cancellationToken);
    }

    /// <summary>Whether resolvers have what the zone says.</summary>
    private async Task<OnboardingStep?> FindPublicAsync(HostNameSituation name, RolloutStatus status, CancellationToken cancellationToken)
    {
        var answer = LookupException.Require(await tools.Lookup.FindTextAsync($"_mta-sts.{name.Domain}", cancellationToken));
        return status.IsIdOfProvider || MtaStsRecord.Choose(answer.Records).Value?.Id == status.Id
            ? null
            : new OnboardingStep(
                OnboardingStage.Records, OnboardingTurn.Dns, $"_mta-sts.{name.Domain} is written, and resolvers do not have it yet.");
    }

    private async Task<OnboardingStep> CheckAsync(HostNameSituation name, RolloutStatus status, CancellationToken cancellationToken)
    {
        var request = new CheckRequest(name.Domain, status.Current, name.App.HostName)
        {
            RefreshAfter = tools.RefreshAfter,
            Held = HeldPolicies.Find(status.Timeline, status.Now, tools.RefreshAfter),
        };
        var report = await tools.Checker.CheckAsync(request, cancellationToken);
        return report.Findings.FirstOrDefault(finding => finding.Severity == Severity.Error) is { } error
            ? Stuck(OnboardingStage.Check, $"{error.Finding.Message} See 'mta-sts check {name.Domain}'.")
            : OnboardingStep.Done;
    }

    private async Task<RolloutStatus> FindStatusAsync(HostNameSituation name, CancellationToken cancellationToken)
    {
        // Taken first, so that what is seen later was served at least that long.
        var now = tools.Time.GetUtcNow();
        var timeline = (await tools.Store.ReadTimelinesAsync([name.Domain], cancellationToken))[0];
        var aspects = name.Zone is null ? DomainAspects.All : DomainAspects.Policy | DomainAspects.MailHosts;
        var seen = await tools.Observer.ObserveAsync(name.Domain, aspects, cancellationToken);
        if (name.Zone is { } zone)
        {
            seen = seen with { Record = await ReadZoneAsync(name, zone, "_mta-sts", cancellationToken) };
        }

        return new RolloutStatus(timeline, seen, now, tools.RefreshAfter);
    }

    private async Task<bool> HasReportsAsync(HostNameSituation name, CancellationToken cancellationToken)
    {
        if (tools.Reports is null)
        {
            return true;
        }

        // Whatever is there is the domain's own business; a wildcard's text is not.
        var answer = name.Zone is { } zone
            ? await ReadZoneAsync(name, zone, "_smtp._tls", cancellationToken)
            : LookupException.Require(await tools.Lookup.FindTextAsync($"_smtp._tls.{name.Domain}", cancellationToken));
        return answer.Aliases.Count > 0 || answer.Records.Any(
            strings => string.Concat(strings).StartsWith(TlsRptRecord.Version, StringComparison.Ordinal));
    }

    /// <summary>What resolvers are going to read, without their remembering that there was nothing.</summary>
    private async Task<DnsAnswer<IReadOnlyList<string>>> ReadZoneAsync(
        HostNameSituation name, AzureZone zone, string record, CancellationToken cancellationToken)
    {
        var relative = record + DomainRecords.GetSuffix(name.Domain, zone.Name);
        var texts = await tools.Records.FindAsync(zone, DnsRecordType.Txt, relative, cancellationToken);
        if (texts.Count == 0 && await tools.Records.FindAsync(zone, DnsRecordType.Cname, relative, cancellationToken) is not [])
        {
            // What a CNAME leads to is not in the zone.
            return LookupException.Require(await tools.Lookup.FindTextAsync($"{record}.{name.Domain}", cancellationToken));
        }

        return new DnsAnswer<IReadOnlyList<string>>(
            $"{record}.{name.Domain}",
            texts.Count == 0 ? DnsOutcome.NoData : DnsOutcome.Found,
            [],
            [.. texts.Select(text => (IReadOnlyList<string>)[text])],
            TimeToLive: null,
            Fault: null);
    }

    private DomainRecords? CreateReports(HostNameSituation name) => tools.Reports is null ? null : DomainRecords.Build(
        name.Domain, name.Origin, app: null, verificationId: null, tools.Reports, id: null);

    // Resolvers may still lead elsewhere; what the app itself answers is Azure's.
    private static OnboardingTurn FindTurn(HostNameSituation name, RolloutStatus status) =>
        status.Step.NotBefore is not null || status.Seen.HostAddresses?.Aliases.Contains(name.App.HostName.Ascii) != true
            ? OnboardingTurn.Dns
            : OnboardingTurn.Azure;

    private static string FormatTime(RolloutStatus status) =>
        status.Step.NotBefore is { } time ? $" Not before {Words.FormatTime(time, status.Now)}." : "";

    private static OnboardingStep Stuck(OnboardingStage stage, string text) => new(stage, OnboardingTurn.Stuck, text);
}
