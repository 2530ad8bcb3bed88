using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Onboarding.Walks;

namespace MtaSts.Cli.Onboarding;

/// <summary>What there is to do, before any of it is done.</summary>
/// <param name="Policies">The policies to write; refused ones too.</param>
/// <param name="Hosted">The domains that have a policy, and so can be taken on.</param>
internal sealed record OnboardingPlan(
    IReadOnlyDictionary<DomainName, HostNameSituation> Names,
    IReadOnlyList<ChangeStep> Policies,
    IReadOnlyList<DomainName> Hosted,
    OnboardingBoard Board)
{
    /// <summary>The policies that are to be written.</summary>
    public IReadOnlyList<ChangeStep> NewPolicies { get; } =
    [
        .. Policies.Where(step => step.Planned.Blockers.Count == 0 && Board.Get(step.Planned.Domain!.Value).Turn != OnboardingTurn.Stuck),
    ];

    public IReadOnlyList<DomainName> Changing => [.. Board.List().Select(item => item.Domain).Where(domain => GetStages(domain).Count > 0)];

    /// <summary>The stages that a domain is to go through; none where nothing would be changed.</summary>
    public IReadOnlyList<OnboardingStage> GetStages(DomainName domain)
    {
        if (Board.Get(domain).Turn == OnboardingTurn.Stuck || !Names.TryGetValue(domain, out var name))
        {
            return [];
        }

        var isNew = NewPolicies.Any(step => step.Planned.Domain == domain);
        OnboardingStage[] way = [.. isNew ? [OnboardingStage.Policy] : (OnboardingStage[])[], .. HostNameOnboarding.FindAll(name)];
        return way.Length > 0 ? [.. way, OnboardingStage.Records]
            : Board.Get(domain) is { IsDone: false, Stage: OnboardingStage.Answers or OnboardingStage.Records } ? [OnboardingStage.Records]
            : [];
    }

    /// <summary>Writes the policies; what fails is stuck, and holds up no other.</summary>
    /// <returns>The domains that have a policy then.</returns>
    public async Task<IReadOnlyList<DomainName>> SavePoliciesAsync(CancellationToken cancellationToken)
    {
        var hosted = Hosted.ToList();
        foreach (var step in NewPolicies)
        {
            var domain = step.Planned.Domain!.Value;
            try
            {
                await step.ApplyAsync(cancellationToken);
                hosted.Add(domain);
            }
            catch (Exception exception) when (OnboardingFaults.Describe(exception, OnboardingStage.Policy) is { } fault)
            {
                Board.Report(domain, fault);
            }
        }

        return hosted;
    }

    /// <summary>Says it, domains of the same way together.</summary>
    public void Write(CliConsole console) => NamedReasons.Write(
        console, "To do for", Changing.Select(domain => (Words.Format(domain), Format(domain))));

    private string Format(DomainName domain)
    {
        var way = string.Join(", ", GetStages(domain).Select(OnboardingWords.Format));
        var name = Names[domain];
        var move = name.HasOtherHost ? $"; {name.HostName} moves here from {name.Target ?? "another host"}" : "";
        return name.CertificateFault is { } fault ? $"{way}{move}; {fault.TrimEnd('.')}" : way + move;
    }
}
