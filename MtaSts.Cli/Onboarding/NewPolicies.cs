using System.CommandLine;
using MtaSts.Checks;
using MtaSts.Checks.Fetching;
using MtaSts.Checks.Lookups;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Guarding;
using MtaSts.Cli.Onboarding.Walks;
using MtaSts.Cli.Store;
using MtaSts.Storage;

namespace MtaSts.Cli.Onboarding;

/// <summary>
/// The policies of domains that have none here: taken over from the host that serves one today, mode and all; else in testing, with the
/// mail hosts of DNS.
/// </summary>
internal sealed class NewPolicies(PolicyGuard guard, OnboardingTools tools)
{
    /// <param name="names">How the domains' host names stand.</param>
    /// <returns>A step for each domain that has no policy; a refused one where none can be made.</returns>
    public async Task<IReadOnlyList<ChangeStep>> PlanAsync(
        ParseResult arguments,
        CliConsole console,
        StoreSession session,
        IReadOnlyList<HostNameSituation> names,
        string reason,
        CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(names.Select(name => FindPublishedAsync(name, cancellationToken)));
        var unpublished = found.Where(item => item is { Draft: null, Fault: null }).Select(item => item.Domain).ToList();
        var mailHosts = await guard.MailHosts.FindAsync(arguments, console, unpublished, cancellationToken);
        var drafts = found
            .Select(item => item is { Draft: null, Fault: null } ? CreateDraft(item.Domain, mailHosts[item.Domain]) : item)
            .ToList();
        var changes = drafts.Where(item => item.Draft is not null)
            .Select(item => ProposedChange.From(item.Domain, before: null, item.Draft!) with { IsTakeOver = true });
        var outcome = await guard.CheckAsync(
            arguments, console, session.Store, [.. changes], cancellationToken, mailHosts, isEachForItself: true);
        var hold = await DefaultHold.FindAsync(
            session.Store,
            session.ReadDefault(),
            drafts.Where(item => item.Draft is not null).Select(item => (item.Domain, item.Draft!.Policy)),
            tools.Time.GetUtcNow(),
            tools.RefreshAfter,
            cancellationToken);
        hold.WriteNotes(console);
        return
        [
            .. drafts.Select(item => item.Fault is { } fault ? ChangeStep.Refused(item.Domain, current: null, fault)
                : outcome.IsRefused && outcome.GetBlockers(item.Domain) is [var blocker, ..]
                    ? ChangeStep.Refused(item.Domain, current: null, blocker)
                : hold.Keep(
                    session,
                    ChangeStep.Save(session, item.Domain, current: null, item.Draft!, outcome.FormatReason(item.Domain, reason)))),
        ];
    }

    private async Task<Found> FindPublishedAsync(HostNameSituation name, CancellationToken cancellationToken)
    {
        if (!name.HasOtherHost)
        {
            return new Found(name.Domain, Draft: null, Fault: null);
        }

        var seen = await tools.Observer.ObserveAsync(name.Domain, DomainAspects.Policy, cancellationToken);
        return seen switch
        {
            { Fetch.Policy: { Value: not null } policy } => new Found(name.Domain, PolicyDraft.From(policy), Fault: null),
            { Fetch: null, NotFetched: { } fault } => Refuse(fault),
            { Fetch: { Fault: FetchFault.NoConnection or FetchFault.TooSlow or FetchFault.BadAnswer } fetch } =>
                Refuse(fetch.FaultText ?? "it does not answer"),
            { Fetch: { Status: 429 or >= 500 } fetch } => Refuse(FormattableString.Invariant($"it answers with status {fetch.Status}")),
            _ => new Found(name.Domain, Draft: null, Fault: null),
        };

        Found Refuse(string fault) => new(
            name.Domain,
            Draft: null,
            $"{name.HostName} leads to another host today, whose policy could not be read ({fault.TrimEnd('.')}); "
            + $"run this again when it answers, or write the policy first with 'mta-sts set {name.Domain}'");
    }

    private static Found CreateDraft(DomainName domain, MailHostAnswer answer)
    {
        var mx = ExchangeOnlineMx.From(answer);
        return mx.Fault is { } fault
            ? new Found(domain, Draft: null, $"{fault}; write the policy first with 'mta-sts set {domain} --mx HOST'")
            : new Found(domain, new PolicyEdit { Mx = mx.Mx }.Apply(current: null, template: null), Fault: null);
    }

    private sealed record Found(DomainName Domain, PolicyDraft? Draft, string? Fault);
}
