using MtaSts.Cli.Console;
using MtaSts.Cli.Onboarding.Walks;
using MtaSts.Records;

namespace MtaSts.Cli.Onboarding;

/// <summary>The walks of many domains side by side: one that is stuck holds up no other.</summary>
internal sealed class OnboardingRun(TimeProvider time, OnboardingBoard board, Func<DomainName, DomainWalk> createWalk)
{
    /// <summary>Finds out where each stands.</summary>
    public async Task LookAsync(CliConsole console, IReadOnlyList<DomainName> domains, CancellationToken cancellationToken)
    {
        var work = Task.WhenAll(
            domains.Select(async domain => board.Report(domain, await createWalk(domain).LookAsync(cancellationToken))));
        await ProgressBar.ShowAsync(console, "Looking", domains.Count, board.CountReported, work);
    }

    /// <summary>Walks them until each is done, is stuck, or waits for what is not waited for, or the time is over.</summary>
    /// <param name="findMode">What is allowed for each.</param>
    /// <param name="say">Tells people what to set while they are waited for; null where nobody reads it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task RunAsync(
        CliConsole console,
        IReadOnlyList<DomainName> domains,
        Func<DomainName, WalkMode> findMode,
        Action<IReadOnlyList<DomainRecords>>? say,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(timeout, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        var work = Task.WhenAll(domains.Select(domain => WalkAsync(domain, findMode(domain), end.Token, cancellationToken)));
        await OnboardingTable.ShowAsync(console, board, work, say);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public static int GetExitCode(OnboardingBoard board)
    {
        var open = board.List().Select(item => item.Step).Where(step => !step.IsDone).ToList();
        return open.Count == 0 ? ExitCode.Done
            : open.TrueForAll(step => step.Stage == OnboardingStage.Check) ? ExitCode.Findings
            : ExitCode.Failed;
    }

    private async Task WalkAsync(DomainName domain, WalkMode mode, CancellationToken end, CancellationToken cancellationToken)
    {
        try
        {
            await createWalk(domain).RunAsync(mode, step => board.Report(domain, step), end, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // It stays where it was seen last.
            if (board.Find(domain) is { Turn: OnboardingTurn.Tool } last)
            {
                board.Report(domain, last with { Text = $"{last.Text} There was no time left for it." });
            }
        }
    }
}
