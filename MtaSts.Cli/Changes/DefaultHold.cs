using MtaSts.Cli.Store;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Changes;

/// <summary>
/// Until when senders may go by the default template, in enforce, of a domain that gets a row of its own: no state of that domain tells.
/// </summary>
internal sealed record DefaultHold(DefaultTemplate? Defaults, DateTimeOffset Until)
{
    /// <param name="session">The store, of which the template is read where the default is in enforce.</param>
    /// <param name="servedUntil">Until when the default is served, UTC.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<DefaultHold> FindAsync(
        StoreSession session, DateTimeOffset servedUntil, CancellationToken cancellationToken)
    {
        if (session.ReadDefault() is not { Mode: PolicyMode.Enforce } defaults)
        {
            return new DefaultHold(null, servedUntil);
        }

        var template = await session.Store.ReadTemplateAsync(defaults.Name, cancellationToken);
        return new DefaultHold(defaults, servedUntil.AddSeconds(template?.MaxAge ?? Policy.MaximumMaxAge));
    }

    /// <summary>The step; one that gives a domain its first row notes the time before.</summary>
    public ChangeStep Keep(StoreSession session, StoredPolicy? current, ChangeStep step) =>
        current is null && step.Planned.Domain is { } domain && Defaults?.Covers(domain) == true
            ? step with
            {
                ApplyAsync = async cancellationToken =>
                {
                    await session.Store.ExtendHeldAsync(domain, Until, cancellationToken);
                    await step.ApplyAsync(cancellationToken);
                },
            }
            : step;
}
