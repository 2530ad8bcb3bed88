using MtaSts.Cli.Store;
using MtaSts.Storage;

namespace MtaSts.Cli.Changes;

internal sealed record ChangeStep(PlannedChange Planned, Func<CancellationToken, Task> ApplyAsync)
{
    /// <summary>The step that replaces the policy of a domain, unless somebody else has changed it since it was read.</summary>
    public static ChangeStep Save(StoreSession session, DomainName domain, StoredPolicy? current, PolicyDraft draft, string reason) => new(
        PlannedChange.From(domain, current, draft),
        async cancellationToken => await session.Store.SaveAsync(
            draft.ToChange(domain, current, await session.FindOperatorAsync(cancellationToken), reason), cancellationToken));

    public static ChangeStep Consequence(PlannedChange planned) => new(planned with { IsConsequence = true }, _ => Task.CompletedTask);

    public static ChangeStep Refused(DomainName domain, StoredPolicy? current, string blocker) =>
        new(PlannedChange.Refused(domain, current, blocker), _ => Task.CompletedTask);
}
