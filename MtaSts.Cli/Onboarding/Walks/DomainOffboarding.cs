using MtaSts.Cli.ResourceManager;
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

    protected override async Task<(OnboardingStep Step, Func<CancellationToken, Task>? Act)> FindNextAsync(
        CancellationToken cancellationToken)
    {
        var name = await tools.Scout.LookAsync(domain, await tools.App.ReadAsync(cancellationToken), cancellationToken);
        var ids = tools.IdZone is { } delegated
            ? [$"_mta-sts.{domain}", DelegatedId.GetTarget(domain, delegated).Ascii]
            : (string[])[$"_mta-sts.{domain}"];
        foreach (var id in ids)
        {
            if (await FindRecordAsync(OnboardingStage.Records, id, cancellationToken) is { } found)
            {
                return found;
            }
        }

        if (name.LeadsToApp)
        {
            return ToDelete(OnboardingStage.Cname, name.HostName, name.Zone);
        }

        if (name.IsBound || await HasResourcesAsync(name, cancellationToken))
        {
            var text = $"{name.HostName} is to be unbound from {name.App.Name}.";
            return (
                new OnboardingStep(OnboardingStage.HostName, OnboardingTurn.Tool, text),
                token => tools.App.ChangeAsync(isUrgent: false, () => UnbindAsync(name, token), token));
        }

        return !name.IsOwned ? (OnboardingStep.Done, null)
            : ToDelete(OnboardingStage.Ownership, $"asuid.{name.HostName}", name.Owner.Count == 1 ? name.Zone : null);
    }

    /// <summary>What to do about a name that has a text, or is a CNAME for one; null where it has neither.</summary>
    private async Task<(OnboardingStep Step, Func<CancellationToken, Task>? Act)?> FindRecordAsync(
        OnboardingStage stage, string record, CancellationToken cancellationToken)
    {
        if (await tools.Zones.FindAsync(record, cancellationToken) is not { } zone)
        {
            var answer = LookupException.Require(await tools.Lookup.FindTextAsync(record, cancellationToken));
            return answer.Records.Count + answer.Aliases.Count > 0 ? ToDelete(stage, record, zone: null) : null;
        }

        var texts = await tools.Records.FindAsync(zone, DnsRecordType.Txt, zone.GetRelative(record), cancellationToken);
        var alias = await tools.Records.FindAsync(zone, DnsRecordType.Cname, zone.GetRelative(record), cancellationToken);
        return texts.Count + alias.Count == 0 ? null
            // What is there beside it is somebody else's, and would be lost.
            : ToDelete(stage, record, texts.All(MtaStsRecord.IsMeant) ? zone : null);
    }

    private (OnboardingStep Step, Func<CancellationToken, Task>? Act) ToDelete(OnboardingStage stage, string record, AzureZone? zone) =>
        zone is null
            ? (new OnboardingStep(stage, OnboardingTurn.You, $"Delete the record {record}; leave what others have at that name."), null)
            : (new OnboardingStep(stage, OnboardingTurn.Tool, $"The record {record} is to be deleted."),
                token => DeleteAsync(zone, zone.GetRelative(record), token));

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
