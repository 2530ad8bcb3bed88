using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Onboarding.Walks;

/// <summary>The walk of a domain up to the policy that senders find.</summary>
internal sealed class DomainOnboarding(OnboardingTools tools, DomainName domain) : DomainWalk(tools, OnboardingStage.Ownership)
{
    private readonly OnboardingTools tools = tools;
    private readonly HostNameOnboarding hostName = new(tools);
    private readonly PolicyOnboarding policy = new(tools);

    /// <summary>Whether the store has a policy for it; without one there is nothing to look at behind the host name.</summary>
    public bool IsHosted { get; init; } = true;

    /// <summary>Is told how the host name stands.</summary>
    public Action<HostNameSituation> Found { get; init; } = _ => { };

    protected override async Task<(OnboardingStep Step, WalkAct? Act)> FindNextAsync(CancellationToken cancellationToken)
    {
        if (IsHosted && FindFault(await tools.Store.ReadAsync(domain, cancellationToken)) is { } fault)
        {
            return (new OnboardingStep(OnboardingStage.Policy, OnboardingTurn.Stuck, fault), null);
        }

        var name = await tools.Scout.LookAsync(domain, await tools.App.ReadAsync(cancellationToken), cancellationToken);
        Found(name);
        if (HostNameOnboarding.Find(name) is { } step)
        {
            return await FindMoveFaultAsync(step, name, cancellationToken) is { } notYet ? (notYet, null)
                : (step, step.Turn == OnboardingTurn.Tool ? (end, token) => hostName.ActAsync(step, name, end, token) : null);
        }

        if (!IsHosted)
        {
            return (new OnboardingStep(OnboardingStage.Policy, OnboardingTurn.Tool, "It has no policy yet."), null);
        }

        var (next, status) = await policy.FindAsync(name, cancellationToken);
        return (next, next.Turn == OnboardingTurn.Tool ? (_, token) => policy.ActAsync(name, status, token) : null);
    }

    // What the app could not serve, or is to be removed, must not be moved to it.
    private string? FindFault(StoredPolicy? stored) => stored switch
    {
        null => $"It has no policy any more. Run 'mta-sts history {domain}' to see who removed it.",
        { Content: null } => $"Its policy in the store cannot be served. Run 'mta-sts show {domain}' to see why.",
        { Policy.Mode: PolicyMode.None } =>
            $"Its policy has mode none, which is the way to remove it. To keep it: mta-sts set {domain} --mode testing.",
        _ => null,
    };

    private async Task<OnboardingStep?> FindMoveFaultAsync(
        OnboardingStep step, HostNameSituation name, CancellationToken cancellationToken) =>
        IsHosted && name.HasOtherHost && step.Stage == OnboardingStage.Cname
        && await tools.Health.FindFaultAsync(name.App.HostName, cancellationToken) is { } fault
            ? new OnboardingStep(step.Stage, OnboardingTurn.Azure, fault)
            : null;
}
