using MtaSts.Cli.ResourceManager;
using MtaSts.Records;

namespace MtaSts.Cli.Onboarding.Walks;

/// <summary>
/// The way of the host name <c>mta-sts.&lt;domain&gt;</c> to the app: ownership, binding, CNAME, certificate. A name that has another host
/// today is bound before its CNAME moves, and the certificate follows the CNAME at once.
/// </summary>
internal sealed class HostNameOnboarding(OnboardingTools tools)
{
    // One that Azure refuses again and again must not keep the others from their turn.
    private bool hasFailed;

    /// <summary>The first thing that is not right; null if all is.</summary>
    public static OnboardingStep? Find(HostNameSituation name) => name switch
    {
        { HasTls: true, LeadsToApp: true } => null,
        { HasTls: false, App: { IsFlex: true, CertificateCount: >= FunctionApp.FlexLimit } } => Stuck(
            OnboardingStage.HostName,
            $"{name.App.Name} is on Flex Consumption, where an app has at most {FunctionApp.FlexLimit} certificates. "
            + "Move to Basic (docs/deploy.md, Move to another plan), or add the domain to a second app."),

        // Written by the tool, the others would be lost.
        { IsBound: false, IsOwned: false, Owner.Count: > 0, Zone: not null } => ToSet(
            OnboardingStage.Ownership,
            name with { Zone = null },
            $"asuid.{name.HostName} has other TXT records. Set that of {name.App.Name} beside them.",
            app: false),
        { IsBound: false, IsOwned: false } => ToSet(
            OnboardingStage.Ownership,
            name,
            $"{name.HostName} needs the TXT record that proves to Azure that the domain is yours.",
            app: !name.HasOtherHost),
        { IsBound: false } => ToDo(OnboardingStage.HostName, $"{name.HostName} is to be bound to {name.App.Name}."),
        { HasTls: false, CertificateFault: { } fault } => Stuck(OnboardingStage.Certificate, fault),
        { LeadsToApp: false } => ToSet(
            OnboardingStage.Cname,
            name,
            name.Target is { } target
                ? $"{name.HostName} is a CNAME for {target}, and has to be one for {name.App.HostName}."
                : $"{name.HostName} has to be a CNAME for {name.App.HostName}.",
            app: true),
        _ => ToDo(OnboardingStage.Certificate, $"{name.HostName} is to get a certificate."),
    };

    /// <summary>All that is not right of it.</summary>
    public static IEnumerable<OnboardingStage> FindAll(HostNameSituation name) =>
    [
        .. name is { IsBound: false, IsOwned: false } ? [OnboardingStage.Ownership] : (OnboardingStage[])[],
        .. name.IsBound ? (OnboardingStage[])[] : [OnboardingStage.HostName],
        .. name.LeadsToApp ? (OnboardingStage[])[] : [OnboardingStage.Cname],
        .. name.HasTls ? (OnboardingStage[])[] : [OnboardingStage.Certificate],
    ];

    /// <summary>Does what <paramref name="step"/> says is to do.</summary>
    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public async Task ActAsync(OnboardingStep step, HostNameSituation name, CancellationToken end, CancellationToken cancellationToken)
    {
        if (step.Stage == OnboardingStage.Ownership)
        {
            await WriteAsync(name, CreateRecords(name, withOwner: true, withApp: !name.HasOtherHost), cancellationToken);
            return;
        }

        // Where senders meet a host without a certificate, it cannot wait for names that nobody asks for yet.
        var isUrgent = step.Stage == OnboardingStage.Certificate && !hasFailed;
        hasFailed = true;
        await tools.App.ChangeAsync(isUrgent, token => ChangeAsync(step, name.Domain, token), end, cancellationToken);
        hasFailed = false;
    }

    // Looked at again: others had their turn since.
    private async Task ChangeAsync(OnboardingStep step, DomainName domain, CancellationToken cancellationToken)
    {
        var name = await tools.Scout.LookAsync(domain, await tools.App.ReadAsync(cancellationToken), cancellationToken);
        if (Find(name)?.Stage != step.Stage)
        {
            return;
        }

        await (step.Stage switch
        {
            OnboardingStage.HostName => tools.App.BindAsync(
                name.App, domain, withTls: name is { LeadsToApp: true, CertificateFault: null }, cancellationToken),
            OnboardingStage.Cname => MoveAsync(name, cancellationToken),
            _ => tools.App.BindAsync(name.App, domain, withTls: true, cancellationToken),
        });
    }

    // Within one turn, so that no other domain comes between the CNAME and the certificate.
    private async Task MoveAsync(HostNameSituation name, CancellationToken cancellationToken)
    {
        await WriteAsync(name, CreateRecords(name, withOwner: false, withApp: true), cancellationToken);
        if (!name.HasTls)
        {
            await tools.App.BindAsync(name.App, name.Domain, withTls: true, cancellationToken);
        }
    }

    private Task WriteAsync(HostNameSituation name, DomainRecords records, CancellationToken cancellationToken) =>
        tools.WriteAsync(() => tools.Records.WriteAsync(name.Domain, name.Zone!, records.Records, cancellationToken), cancellationToken);

    private static OnboardingStep ToSet(OnboardingStage stage, HostNameSituation name, string text, bool app) => name.Zone is null
        ? new OnboardingStep(stage, OnboardingTurn.You, text + FormatUnused(name))
        {
            ByHand = [CreateRecords(name, withOwner: stage == OnboardingStage.Ownership, app)],
        }
        : ToDo(stage, text);

    private static string FormatUnused(HostNameSituation name) =>
        name.UnusedZone is { } zone ? $" {UnusedZones.Format(zone)}" : "";

    private static OnboardingStep ToDo(OnboardingStage stage, string text) => new(stage, OnboardingTurn.Tool, text);

    private static OnboardingStep Stuck(OnboardingStage stage, string text) => new(stage, OnboardingTurn.Stuck, text);

    private static DomainRecords CreateRecords(HostNameSituation name, bool withOwner, bool withApp) => DomainRecords.Build(
        name.Domain,
        name.Origin,
        withApp ? name.App.HostName : null,
        withOwner ? name.App.VerificationId : null,
        reports: null,
        id: null);
}
