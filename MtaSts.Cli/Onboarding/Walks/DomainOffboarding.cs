using MtaSts.Checks;
using MtaSts.Checks.Fetching;
using MtaSts.Cli.ResourceManager;
using MtaSts.Policies;
using MtaSts.Records;

namespace MtaSts.Cli.Onboarding.Walks;

/// <summary>
/// The walk of a domain that is not hosted any more: first what tells senders to come (RFC 8461 §8.3), then what leads them to the app,
/// then the host name with its certificate and its test, last the proof of ownership: nobody else can take the name while it leads here.
/// </summary>
internal sealed class DomainOffboarding(OnboardingTools tools, DomainName domain) : DomainWalk(tools, OnboardingStage.Records)
{
    private const string CertificateVersion = "2025-03-01";
    private const string TestVersion = "2022-06-15";

    private readonly OnboardingTools tools = tools;

    protected override async Task<(OnboardingStep Step, WalkAct? Act)> FindNextAsync(CancellationToken cancellationToken)
    {
        var name = await tools.Scout.LookAsync(domain, await tools.App.ReadAsync(cancellationToken), cancellationToken);

        if (name.LeadsToApp && await FindServedAsync(name, cancellationToken) is { } served)
        {
            return Say(OnboardingStage.Policy, OnboardingTurn.Azure, served, act: null);
        }

        // Where another host answers, the records are its own.
        if (!name.HasOtherHost && await FindIdAsync(cancellationToken) is { } id)
        {
            return id;
        }

        if (name.LeadsToApp)
        {
            return ToDelete(OnboardingStage.Cname, name.HostName, name.Zone);
        }

        if (name.IsBound || await HasResourcesAsync(name, cancellationToken))
        {
            return (
                new OnboardingStep(
                    OnboardingStage.HostName, OnboardingTurn.Tool, $"{name.HostName} is to be unbound from {name.App.Name}."),
                (end, token) => tools.App.ChangeAsync(isUrgent: false, either => UnbindAsync(name, either), end, token));
        }

        return !name.IsOwned || name.HasOtherHost ? (OnboardingStep.Done, null)
            : ToDelete(OnboardingStage.Ownership, $"asuid.{name.HostName}", name.Owner.Count == 1 ? name.Zone : null);
    }

    // The store that is looked at may not be the app's, and a host that does not answer may serve a policy.
    private async Task<string?> FindServedAsync(HostNameSituation name, CancellationToken cancellationToken) =>
        await tools.Observer.ObserveAsync(domain, DomainAspects.Policy, cancellationToken) switch
        {
            { Served.Mode: not PolicyMode.None } =>
                $"{name.HostName} still serves a policy. The app forgets it a minute after 'mta-sts remove'; if it goes on, "
                + "the app has another store than the one that this command looks at.",
            { HostAddresses.IsUnknown: true } or { Fetch.Fault: FetchFault.NoConnection or FetchFault.TooSlow } =>
                $"{name.HostName} did not answer, so whether it still serves a policy is not known. Is the app running?",
            _ => null,
        };

    /// <summary>What to do about the record that tells senders to come, or the target of its CNAME; null where there is none.</summary>
    private async Task<(OnboardingStep Step, WalkAct? Act)?> FindIdAsync(CancellationToken cancellationToken) =>
        await FindRecordAsync($"_mta-sts.{domain}", cancellationToken)
        ?? (tools.IdZone is { } delegated
            ? await FindRecordAsync(DelegatedId.GetTarget(domain, delegated).Ascii, cancellationToken)
            : null);

    private async Task<(OnboardingStep Step, WalkAct? Act)?> FindRecordAsync(string record, CancellationToken cancellationToken)
    {
        if (await tools.Zones.FindAsync(record, cancellationToken) is not { } zone)
        {
            // A wildcard's text is not meant.
            var answer = LookupException.Require(await tools.Lookup.FindTextAsync(record, cancellationToken));
            return answer.Aliases.Count > 0 || answer.Records.Any(strings => MtaStsRecord.IsMeant(string.Concat(strings)))
                ? ToDelete(OnboardingStage.Records, record, zone: null)
                : null;
        }

        var texts = await tools.Records.FindAsync(zone, DnsRecordType.Txt, zone.GetRelative(record), cancellationToken);
        var alias = await tools.Records.FindAsync(zone, DnsRecordType.Cname, zone.GetRelative(record), cancellationToken);
        if (texts.Count + alias.Count == 0)
        {
            return null;
        }

        // What is there beside it is somebody else's, and so is a CNAME to elsewhere.
        var isOurs = texts.All(MtaStsRecord.IsMeant) && alias.All(target => DelegatedId.IsTarget(target, domain));
        return ToDelete(OnboardingStage.Records, record, isOurs ? zone : null);
    }

    private static (OnboardingStep Step, WalkAct? Act) Say(OnboardingStage stage, OnboardingTurn turn, string text, WalkAct? act) =>
        (new OnboardingStep(stage, turn, text), act);

    private (OnboardingStep Step, WalkAct? Act) ToDelete(OnboardingStage stage, string record, AzureZone? zone) => zone is null
        ? Say(stage, OnboardingTurn.You, $"Delete the record {record}; leave what others have at that name.", act: null)
        : Say(
            stage,
            OnboardingTurn.Tool,
            $"The record {record} is to be deleted.",
            (_, token) => tools.WriteAsync(() => DeleteAsync(zone, zone.GetRelative(record), token), token));

    private async Task DeleteAsync(AzureZone zone, string record, CancellationToken cancellationToken)
    {
        await tools.Records.DeleteAsync(zone, DnsRecordType.Txt, record, cancellationToken);
        await tools.Records.DeleteAsync(zone, DnsRecordType.Cname, record, cancellationToken);
    }

    private async Task<bool> HasResourcesAsync(HostNameSituation name, CancellationToken cancellationToken) =>
        await tools.Azure.FindAsync(GetCertificate(name), CertificateVersion, cancellationToken) is not null
        || await tools.Azure.FindAsync(GetTest(name), TestVersion, cancellationToken) is not null;

    // A certificate that is bound cannot be deleted.
    private async Task UnbindAsync(HostNameSituation name, CancellationToken cancellationToken)
    {
        await tools.Azure.DeleteAsync(GetTest(name), TestVersion, cancellationToken);
        await tools.Azure.DeleteAsync($"{name.App.Id}/hostNameBindings/{name.HostName}", FunctionApp.ApiVersion, cancellationToken);
        await tools.Azure.DeleteAsync(GetCertificate(name), CertificateVersion, cancellationToken);
    }

    private static string GetCertificate(HostNameSituation name) => name.App.IsFlex
        ? $"{name.App.Id}/certificates/{name.HostName}"
        : $"{name.App.GroupId}/providers/Microsoft.Web/certificates/{name.HostName}";

    private static string GetTest(HostNameSituation name) => $"{name.App.GroupId}/providers/Microsoft.Insights/webtests/{name.HostName}";
}
