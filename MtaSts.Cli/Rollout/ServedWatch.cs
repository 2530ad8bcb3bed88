using System.Collections.Concurrent;
using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Cli.Options;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Rollout;

/// <summary>Sees that policies are served by every instance of the app, and notes it; then that DNS has their ids.</summary>
internal sealed class ServedWatch(RolloutOptions rollout, IEditablePolicyStore store, TimeProvider time)
{
    private const int WritesAtOnce = 16;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Looks at the domains, and notes those whose policy is served everywhere and was not replaced meanwhile.</summary>
    public async Task<IReadOnlyList<RolloutStatus>> LookAsync(
        ParseResult arguments, CliConsole console, IReadOnlyList<DomainName> domains, CancellationToken cancellationToken)
    {
        var found = new Dictionary<DomainName, RolloutStatus>();
        for (var awaited = domains; awaited.Count > 0;)
        {
            var changed = new ConcurrentBag<DomainName>();
            var all = await rollout.FindStatusAsync(arguments, console, store, awaited, cancellationToken);
            var options = new ParallelOptions { MaxDegreeOfParallelism = WritesAtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(all.Where(status => status.IsServedEverywhere), options, async (status, token) =>
            {
                if ((await store.ReadAsync(status.Domain, token))?.Id != status.Id)
                {
                    changed.Add(status.Domain);
                }
                else if (status.Current!.ServedAt is null)
                {
                    await store.MarkServedAsync(status.Domain, status.Id!, status.Now, token);
                }
            });

            foreach (var status in all)
            {
                found[status.Domain] = status;
            }

            // What replaced a state is a state of its own, and nothing is known of it yet.
            awaited = [.. changed];
        }

        return [.. domains.Select(domain => found[domain])];
    }

    /// <summary>
    /// Goes on looking at what the app serves and has not read anew since it had to: that is a matter of seconds, and worth no second call.
    /// </summary>
    public Task<IReadOnlyList<RolloutStatus>> ConfirmAsync(
        ParseResult arguments, CliConsole console, IReadOnlyList<RolloutStatus> all, CancellationToken cancellationToken)
    {
        var confirmed = all.Where(status => status.IsBeingConfirmed).ToList();
        var deadline = confirmed.Max(status => status.Step.NotBefore) ?? time.GetUtcNow();
        return WaitAsync(arguments, console, all, deadline, status => status.IsBeingConfirmed, cancellationToken);
    }

    /// <summary>Goes on looking at what may be served soon, until it is, or would be only after the deadline.</summary>
    public Task<IReadOnlyList<RolloutStatus>> WaitAsync(
        ParseResult arguments,
        CliConsole console,
        IReadOnlyList<RolloutStatus> all,
        DateTimeOffset deadline,
        CancellationToken cancellationToken) =>
        WaitAsync(arguments, console, all, deadline, IsSoonServed, cancellationToken);

    private async Task<IReadOnlyList<RolloutStatus>> WaitAsync(
        ParseResult arguments,
        CliConsole console,
        IReadOnlyList<RolloutStatus> all,
        DateTimeOffset deadline,
        Func<RolloutStatus, bool> isAwaited,
        CancellationToken cancellationToken)
    {
        var found = all.ToDictionary(status => status.Domain);
        var isSaid = false;
        while (found.Values.Where(isAwaited).ToList() is { Count: > 0 } awaited)
        {
            var now = time.GetUtcNow();
            var settled = awaited.Where(status => !status.IsBeingConfirmed).Max(status => status.Step.NotBefore);
            var next = settled > now ? settled.Value : now + Interval;
            if (next > deadline)
            {
                break;
            }

            if (settled > now)
            {
                console.WriteMessage(
                    $"Waiting until {Words.FormatTime(next, now)}, when no instance of the app has an earlier policy in memory: "
                    + $"{FormatNames(awaited)}.");
            }
            else if (!isSaid)
            {
                var what = awaited.TrueForAll(status => status.IsServed == true) ? "Not read anew by the app yet" : "Not served yet";
                console.WriteMessage($"{what}: {FormatNames(awaited)}. Looking again every {Interval.TotalSeconds} seconds.");
                isSaid = true;
            }

            await DelayAsync(console, "Waiting for the app", next - now, cancellationToken);
            foreach (var status in await LookAsync(
                arguments, console, [.. awaited.Select(status => status.Domain)], cancellationToken))
            {
                found[status.Domain] = status;
            }
        }

        return [.. all.Select(status => found[status.Domain])];
    }

    /// <summary>Waits until DNS has the ids, at most until the deadline.</summary>
    /// <returns>The domains whose id it does not have, or that it did not answer for.</returns>
    public async Task<IReadOnlyList<DomainName>> WaitForDnsAsync(
        ParseResult arguments,
        CliConsole console,
        IReadOnlyList<RolloutStatus> published,
        DateTimeOffset deadline,
        CancellationToken cancellationToken)
    {
        var awaited = published.ToDictionary(status => status.Domain, status => status.Id);
        while (awaited.Count > 0 && time.GetUtcNow() + Interval <= deadline)
        {
            await DelayAsync(console, "Waiting for DNS", Interval, cancellationToken);
            foreach (var seen in await rollout.FindRecordsAsync(arguments, console, [.. awaited.Keys], cancellationToken))
            {
                if (seen.PublishedId == awaited[seen.Domain])
                {
                    awaited.Remove(seen.Domain);
                }
            }
        }

        return [.. awaited.Keys];
    }

    // An earlier policy of ours that is still served is a matter of time; another answer is not.
    private static bool IsSoonServed(RolloutStatus status) =>
        status is { Step.NotBefore: not null, IsServedEverywhere: false } or { IsServed: false, Current.ServedAt: null, Served: not null };

    private Task DelayAsync(CliConsole console, string title, TimeSpan delay, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        return ProgressBar.ShowAsync(
            console,
            title,
            (int)Math.Ceiling(delay.TotalSeconds),
            () => (int)time.GetElapsedTime(started).TotalSeconds,
            Task.Delay(delay, time, cancellationToken));
    }

    private static string FormatNames(List<RolloutStatus> all) => NextLine.FormatNames([.. all.Select(status => status.Domain)], ", ")
        ?? Words.Count(all.Count, "domain");
}
