using MtaSts.Cli.Store;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Changes;

/// <summary>The steps of a change of a template: its own, and one for each domain whose policy changes by it.</summary>
internal static class TemplateSteps
{
    /// <param name="current">What is kept now; null when there is no such template.</param>
    /// <param name="draft">What it is to say; valid.</param>
    public static async Task<IReadOnlyList<ChangeStep>> CreateAsync(
        StoreSession session,
        string template,
        StoredTemplate? current,
        TemplateDraft draft,
        string reason,
        CancellationToken cancellationToken)
    {
        var users = (await session.FindTemplateUsersAsync(cancellationToken))[template].ToList();
        var known = current is null ? await FindLastValidAsync(session, users, cancellationToken) : users;
        var consequences = users.Zip(known).Where(user => user.Second.Policy is not null)
            .Select(user => CreateConsequence(user.First, draft.CreatePolicy(user.Second), user.Second.Content))
            .Where(step => step.Planned.IsChange);
        return [CreateStep(session, template, current, draft, reason), .. consequences];
    }

    /// <summary>What each domain was when its template, which was deleted by hand, still existed.</summary>
    private static async Task<List<StoredPolicy>> FindLastValidAsync(
        StoreSession session, List<StoredPolicy> users, CancellationToken cancellationToken)
    {
        var timelines = await session.Store.ReadTimelinesAsync([.. users.Select(user => user.Domain)], cancellationToken);
        return [.. users.Zip(timelines, (user, timeline) => timeline.Current ?? user)];
    }

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

    private static ChangeStep CreateConsequence(StoredPolicy user, Policy after, PolicyContent? content) => ChangeStep.Consequence(
        new PlannedChange(user.Domain.Ascii, PlannedChange.FormatText(user), PlannedChange.FormatText(content, after), [])
        {
            IdBefore = user.Id,
        });
}
