using System.CommandLine;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Guarding;
using MtaSts.Cli.Services;
using MtaSts.Cli.Store;
using MtaSts.Policies;
using MtaSts.Rollout;
using MtaSts.Storage;
using MtaSts.Upstream;

namespace MtaSts.Cli.Commands;

/// <summary>A command that changes what a template says, and with it the policies of the domains that use it.</summary>
internal abstract class TemplateChangeCommand(string name, string description, string example, ToolServices services)
    : GuardedCommand(name, description, example, services)
{
    /// <param name="current">What is kept now; null when there is no such template.</param>
    /// <param name="draft">What it is to say; valid.</param>
    protected async Task<int> ChangeTemplateAsync(
        ParseResult arguments,
        CliConsole console,
        StoreSession session,
        string template,
        StoredTemplate? current,
        TemplateDraft draft,
        CancellationToken cancellationToken)
    {
        var users = await FindUsersAsync(session, template, current, cancellationToken);
        var changes = users.Select(user => (user.Stored, Proposed: Propose(user.Served, draft)))
            .Where(change => !change.Proposed.Policy!.Equals(change.Stored.Policy))
            .ToList();
        var outcome = await Guard.CheckAsync(
            arguments, console, session.Store, changes.ConvertAll(change => change.Proposed), cancellationToken);
        var defaults = session.ReadDefault() is { } set && set.Name == template ? set : null;
        var lost = FindLost(defaults, current, draft);
        if (lost is not null && !arguments.GetValue(Guard.Force))
        {
            throw new CommandException(
                ExitCode.Findings,
                $"The template {template} was not changed: {lost}. Keep that mx until no MX of these domains points there. "
                + "To change it all the same, use --force and --reason.");
        }

        string?[] notes = [SumUp(changes.Count, changes.Count(change => change.Proposed.IsInEnforce)), DescribeDefault(defaults)];
        var reason = ChangeGuard.FormatReason(lost is null ? [] : [lost], outcome.FormatReason(GetReason(arguments)));
        var step = CreateStep(session, template, current, draft, reason);
        ChangeStep[] steps =
        [
            step with { Planned = step.Planned with { Notes = [.. notes.OfType<string>().Where(note => note.Length > 0)] } },
            .. changes.Select(change => CreateConsequence(change.Stored, change.Proposed)),
        ];
        return outcome.IsRefused
            ? Refuse(arguments, console, steps.Select(item => item.Planned), outcome)
            : await ChangeAsync(arguments, console, session, steps, cancellationToken);
    }

    private static string? DescribeDefault(DefaultTemplate? defaults) => defaults is null ? null
        : $"{MissingRow.DescribeDomains(defaults)} gets it in mode {defaults.Mode.ToText()}; the MX of these are not looked up. Where the "
        + "record _mta-sts has an id, it needs the new one, which 'mta-sts status DOMAIN' shows once this is served.";

    /// <summary>What domains lose that get the template by default in enforce, a clause: which ones they are is not known here.</summary>
    private static string? FindLost(DefaultTemplate? defaults, StoredTemplate? current, TemplateDraft draft)
    {
        if (defaults is not { Mode: PolicyMode.Enforce } || current is null
            || defaults.Apply(DefaultTemplate.AnyDomain, current) is not { Policy: { } before } served)
        {
            return null;
        }

        var what = $"{MissingRow.DescribeDomains(defaults)} gets it in mode enforce";
        return WeakerPolicy.Describe(before, draft.CreatePolicy(served)) is { } weaker ? $"{what}, and {weaker}" : null;
    }

    /// <summary>The domains that use it, and what each serves, or served while a template that was deleted by hand still existed.</summary>
    private static async Task<IEnumerable<(StoredPolicy Stored, StoredPolicy Served)>> FindUsersAsync(
        StoreSession session, string template, StoredTemplate? current, CancellationToken cancellationToken)
    {
        var users = (await session.FindTemplateUsersAsync(cancellationToken))[template].ToList();
        var served = users;
        if (users.Exists(user => user.Policy is null))
        {
            var timelines = await session.Store.ReadTimelinesAsync([.. users.Select(user => user.Domain)], cancellationToken);
            served = [.. users.Zip(timelines, (user, timeline) => FindServed(timeline) ?? user)];
        }

        return users.Zip(served).Where(user => user.Second.Policy is not null);
    }

    // What is invalid is not served: the last that was valid is.
    private static StoredPolicy? FindServed(PolicyTimeline timeline) => timeline.States
        .TakeWhile(state => !state.IsRemoval)
        .FirstOrDefault(state => state.Policy is not null);

    private static ProposedChange Propose(StoredPolicy served, TemplateDraft draft) =>
        new(served.Domain, served, served.Content, draft.CreatePolicy(served));

    private static ChangeStep CreateStep(
        StoreSession session, string template, StoredTemplate? current, TemplateDraft draft, string reason) => new(
        new PlannedChange(
            PlannedChange.NameOfTemplate(template),
            current is null ? null : PlannedChange.FormatTemplate(current.Mx, current.MaxAge),
            PlannedChange.FormatTemplate(draft.Mx, draft.MaxAge),
            draft.Findings),
        async cancellationToken => await session.Store.SaveTemplateAsync(
            new TemplateChange
            {
                Name = template,
                Mx = draft.Mx,
                MaxAge = draft.MaxAge!.Value,
                Version = current?.Version,
                ChangedBy = await session.FindOperatorAsync(cancellationToken),
                Reason = reason,
            },
            cancellationToken));

    private static ChangeStep CreateConsequence(StoredPolicy stored, ProposedChange change) => ChangeStep.Consequence(
        new PlannedChange(
            stored.Domain.Ascii, PlannedChange.FormatText(stored), PlannedChange.FormatText(change.Content, change.Policy), [])
        {
            IdBefore = stored.Id,
        });
}
