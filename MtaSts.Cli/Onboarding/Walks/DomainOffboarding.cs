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
        if (await HasRecordAsync(name, "_mta-sts", cancellationToken))
        {
            return ToDelete(OnboardingStage.Records, name, DnsRecordType.Txt, "_mta-sts");
        }

        if (name.LeadsToApp)
        {
            return ToDelete(OnboardingStage.Cname, name, DnsRecordType.Cname, "mta-sts");
        }

        if (name.IsBound || await HasResourcesAsync(name, cancellationToken))
        {
            var text = $"{name.HostName} is to be unbound from {name.App.Name}.";
            return (
                new OnboardingStep(OnboardingStage.HostName, OnboardingTurn.Tool, text),
                token => tools.App.ChangeAsync(isUrgent: false, () => UnbindAsync(name, token), token));
        }

        return name.IsOwned ? ToDelete(OnboardingStage.Ownership, name, DnsRecordType.Txt, "asuid.mta-sts") : (OnboardingStep.Done, null);
    }

    private (OnboardingStep Step, Func<CancellationToken, Task>? Act) ToDelete(
        OnboardingStage stage, HostNameSituation name, DnsRecordType type, string label)
    {
        var record = label + DomainRecords.GetSuffix(domain, name.Origin);
        return name.Zone is { } zone
            ? (new OnboardingStep(stage, OnboardingTurn.Tool, $"The record {label}.{domain} is to be deleted."),
                token => tools.Records.DeleteAsync(zone, type, record, token))
            : (new OnboardingStep(stage, OnboardingTurn.You, $"Delete the record {label}.{domain} at your DNS provider."), null);
    }

    private async Task<bool> HasRecordAsync(HostNameSituation name, string label, CancellationToken cancellationToken)
    {
        if (name.Zone is { } zone)
        {
            var record = label + DomainRecords.GetSuffix(domain, zone.Name);
            return (await tools.Records.FindAsync(zone, DnsRecordType.Txt, record, cancellationToken)).Count > 0;
        }

        return LookupException.Require(await tools.Lookup.FindTextAsync($"{label}.{domain}", cancellationToken)).Records.Count > 0;
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
