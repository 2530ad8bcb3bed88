using System.CommandLine;
using MtaSts.Checks;
using MtaSts.Cli.Console;
using MtaSts.Cli.Options;
using MtaSts.Rollout;

namespace MtaSts.Cli.Promotion;

internal sealed class PromotionWatch(SenderOptions sender, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Waits until no instance of the app can have an earlier policy in memory, then looks, until all of the new ones are served or the
    /// time of <c>--timeout</c> is over.
    /// </summary>
    public async Task<HashSet<DomainName>> WaitAsync(
        ParseResult arguments,
        CliConsole console,
        IReadOnlyList<PromotionCandidate> promoted,
        TimeSpan refreshAfter,
        CancellationToken cancellationToken)
    {
        await ShowWaitAsync(console, refreshAfter, cancellationToken);
        var awaited = promoted.ToDictionary(promotion => promotion.Domain, promotion => promotion.Draft.Policy!);
        var timeout = sender.GetTimeout(arguments);
        var started = time.GetTimestamp();
        for (var look = 1; ; look++)
        {
            var requests = awaited.Keys.Select(domain => new CheckRequest(domain));
            foreach (var report in await sender.CheckAsync(arguments, console, requests, cancellationToken, asksMailHosts: false))
            {
                if (awaited[report.Domain].Equals(report.Fetched))
                {
                    awaited.Remove(report.Domain);
                }
            }

            if (awaited.Count == 0 || time.GetElapsedTime(started) + Interval > timeout)
            {
                return [.. promoted.Select(promotion => promotion.Domain).Where(domain => !awaited.ContainsKey(domain))];
            }

            if (look == 1)
            {
                var names = string.Join(", ", awaited.Keys.Select(Words.Format));
                console.WriteMessage($"Not served yet: {names}. Looking again every {Interval.TotalSeconds} seconds.");
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private async Task ShowWaitAsync(CliConsole console, TimeSpan refreshAfter, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await ProgressBar.ShowAsync(
            console,
            "Waiting for the app's caches",
            (int)Math.Ceiling(refreshAfter.TotalSeconds),
            () => (int)time.GetElapsedTime(started).TotalSeconds,
            Task.Delay(refreshAfter, time, cancellationToken));
    }
}
