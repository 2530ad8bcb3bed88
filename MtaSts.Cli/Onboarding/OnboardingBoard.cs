using System.Collections.Concurrent;

namespace MtaSts.Cli.Onboarding;

/// <summary>Where every domain stands, while the walks go on. Safe for concurrent use.</summary>
internal sealed class OnboardingBoard(IReadOnlyList<DomainName> domains)
{
    private readonly ConcurrentDictionary<DomainName, OnboardingStep> steps = new();

    public void Report(DomainName domain, OnboardingStep step) => steps[domain] = step;

    public OnboardingStep Get(DomainName domain) => steps[domain];

    /// <summary>Those that were looked at, in the order of the command line.</summary>
    public IReadOnlyList<(DomainName Domain, OnboardingStep Step)> List() =>
        [.. domains.Where(steps.ContainsKey).Select(domain => (domain, steps[domain]))];

    public int CountReported() => steps.Count;

    public int CountDone() => steps.Values.Count(step => step.IsDone);
}
