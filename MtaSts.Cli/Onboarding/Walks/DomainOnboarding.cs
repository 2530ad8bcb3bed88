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

    protected override async Task<(OnboardingStep Step, Func<CancellationToken, Task>? Act)> FindNextAsync(
        CancellationToken cancellationToken)
    {
        var name = await tools.Scout.LookAsync(domain, await tools.App.ReadAsync(cancellationToken), cancellationToken);
        Found(name);
        if (HostNameOnboarding.Find(name) is { } step)
        {
            return (step, step.Turn == OnboardingTurn.Tool ? token => hostName.ActAsync(step, name, token) : null);
        }

        if (!IsHosted)
        {
            return (new OnboardingStep(OnboardingStage.Policy, OnboardingTurn.Tool, "It has no policy yet."), null);
        }

        var (next, status) = await policy.FindAsync(name, cancellationToken);
        return (next, next.Turn == OnboardingTurn.Tool ? token => policy.ActAsync(name, status, token) : null);
    }
}
