using MtaSts.Cli.Console;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Names;

/// <summary>
/// A text that was taken for another domain where the one that is called so itself is kept, too: earlier versions took
/// <c>mta-sts.contoso.com</c> as it stands.
/// </summary>
internal static class AmbiguousDomain
{
    /// <param name="texts">The domains as people wrote them.</param>
    /// <param name="findKeptAsync">Which of some domains the store has or had policies of.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CommandException">Either may be meant.</exception>
    public static async Task RefuseAsync(
        IEnumerable<string> texts,
        Func<IReadOnlyList<DomainName>, CancellationToken, Task<IReadOnlyList<DomainName>>> findKeptAsync,
        CancellationToken cancellationToken)
    {
        var meant = new Dictionary<DomainName, DomainName>();
        foreach (var text in texts)
        {
            if (MailDomainText.FindLiteral(text) is { } literal && MailDomainText.TryParse(text, out var domain, out _))
            {
                meant[literal] = domain;
            }
        }

        if (meant.Count > 0 && await findKeptAsync([.. meant.Keys], cancellationToken) is [var kept, ..])
        {
            throw new CommandException(
                ExitCode.Failed,
                $"{kept} is or was hosted here as a domain of its own. Write {PolicyUrl.HostPrefix}{kept} for it, or {meant[kept]} "
                + "for the other. Nothing was changed.");
        }
    }

    public static Task RefuseAsync(IEnumerable<string> texts, IEditablePolicyStore store, CancellationToken cancellationToken) =>
        RefuseAsync(texts, (domains, token) => FindKeptAsync(store, domains, token), cancellationToken);

    public static async Task<IReadOnlyList<DomainName>> FindKeptAsync(
        IEditablePolicyStore store, IReadOnlyList<DomainName> domains, CancellationToken cancellationToken)
    {
        var timelines = await store.ReadTimelinesAsync(domains, cancellationToken);
        return [.. domains.Zip(timelines).Where(read => read.Second.States.Count > 0).Select(read => read.First)];
    }
}
