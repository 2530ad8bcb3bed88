using MtaSts.Checks.Lookups;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Guarding;

namespace MtaSts.Cli.Import;

/// <param name="Refused">The domains of which nothing is written.</param>
/// <param name="MailHosts">Where the mail of domains goes, as far as it was looked up.</param>
internal sealed record ImportPlan(
    IReadOnlyList<ImportStep> Steps, IReadOnlyList<PlannedChange> Refused, IReadOnlyDictionary<DomainName, MailHostAnswer> MailHosts)
{
    /// <summary>The plan with the providers' policies that the guard looked at.</summary>
    public ImportPlan With(GuardOutcome outcome) =>
        this with { Steps = [.. Steps.Select(step => step with { After = outcome.Complete(step.After) })] };

    /// <summary>The plan without the steps that the guard refuses.</summary>
    public ImportPlan Without(GuardOutcome outcome) => outcome.IsRefused
        ? this with
        {
            Steps = [.. Steps.Where(step => outcome.GetBlockers(step.Domain).Count == 0)],
            Refused =
            [
                .. Refused,
                .. from step in Steps
                   let blockers = outcome.GetBlockers(step.Domain)
                   where blockers.Count > 0
                   select PlannedChange.Refused(step.Domain, step.Before, blockers[0]) with { Blockers = blockers },
            ],
        }
        : this;
}
