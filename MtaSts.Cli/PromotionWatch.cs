using System.CommandLine;
using MtaSts.Checks;
using MtaSts.Cli.Options;
using MtaSts.Policies;
using MtaSts.Rollout;

namespace MtaSts.Cli;

/// <summary>Waits, after policies were changed, until senders get the new ones.</summary>
/// <param name="sender">How to look at domains as a sender does.</param>
/// <param name="time">The clock.</param>
internal sealed class PromotionWatch(SenderOptions sender, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Waits until no instance of the app can have an earlier policy in memory, then looks, until all of the new ones are served or the time of
    /// <c>--timeout</c> is over.
    /// </summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="terminal">Where progress is shown.</param>
    /// <param name="promoted">The domains, and what they are to serve.</param>
    /// <param name="cacheAge">How old a policy may get in the app's memory.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>The domains whose new policy is served.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<HashSet<DomainName>> WaitAsync(
        ParseResult arguments, CliConsole terminal, IReadOnlyList<PromotionCandidate> promoted, TimeSpan cacheAge, CancellationToken cancellationToken)
    {
        await ShowWaitAsync(terminal, cacheAge, cancellationToken);
        var awaited = promoted.ToDictionary(promotion => promotion.Domain, promotion => PolicyId.Compute(promotion.Draft.Policy!));
        var patience = sender.GetTimeout(arguments);
        var started = time.GetTimestamp();
        for (var look = 1; ; look++)
        {
            var requests = awaited.Keys.Select(domain => new CheckRequest(domain));
            foreach (var report in await sender.CheckAsync(arguments, terminal, requests, time, cancellationToken, asksMailHosts: false))
            {
                if (report.FetchedId == awaited[report.Domain])
                {
                    awaited.Remove(report.Domain);
                }
            }

            if (awaited.Count == 0 || time.GetElapsedTime(started) + Interval > patience)
            {
                return [.. promoted.Select(promotion => promotion.Domain).Where(domain => !awaited.ContainsKey(domain))];
            }

            if (look == 1)
            {
                var names = string.Join(", ", awaited.Keys.Select(DomainTitle.Format));
                CliConsole.WriteMessage($"Not served yet: {names}. Looking again every {Interval.TotalSeconds} seconds.");
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private async Task ShowWaitAsync(CliConsole terminal, TimeSpan cacheAge, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await ProgressBar.ShowAsync(
            terminal,
            "Waiting for the app's caches",
            (int)Math.Ceiling(cacheAge.TotalSeconds),
            () => (int)time.GetElapsedTime(started).TotalSeconds,
            Task.Delay(cacheAge, time, cancellationToken));
    }
}
