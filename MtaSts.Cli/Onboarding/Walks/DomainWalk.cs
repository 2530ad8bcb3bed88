namespace MtaSts.Cli.Onboarding.Walks;

/// <summary>
/// The walk of one domain, step by step. Where it stands is found out at every step and remembered nowhere, so it can be broken off and
/// begun again at any time.
/// </summary>
/// <param name="first">The stage that it is in while nothing is known.</param>
internal abstract class DomainWalk(OnboardingTools tools, OnboardingStage first)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private OnboardingStage stage = first;

    /// <summary>Where it stands, without doing anything.</summary>
    public async Task<OnboardingStep> LookAsync(CancellationToken cancellationToken) => (await FindAsync(cancellationToken)).Step;

    /// <summary>Goes on until nothing is left to do, or it is somebody's turn who is not waited for.</summary>
    /// <param name="mode">What it may do.</param>
    /// <param name="report">Is told each step.</param>
    /// <param name="end">When the time is over: nothing is begun or waited for any more, and what was begun is finished.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    /// <exception cref="OperationCanceledException">There is no time left, or it was broken off.</exception>
    public async Task RunAsync(
        WalkMode mode, Action<OnboardingStep> report, CancellationToken end, CancellationToken cancellationToken)
    {
        OnboardingStage? acted = null;
        while (true)
        {
            var (step, act) = await FindAsync(end);
            report(step);
            if (act is not null && mode.MayAct && step.Stage != acted)
            {
                acted = step.Stage;
                if (await ActAsync(act, end, cancellationToken) is not { } fault)
                {
                    continue;
                }

                report(step = fault);
            }

            if (step.IsDone || step.Turn == OnboardingTurn.Stuck
                || (step.Turn == OnboardingTurn.You && !mode.Waits) || (step.Turn == OnboardingTurn.Tool && !mode.MayAct))
            {
                return;
            }

            // What was done and cannot be seen yet is done again only after a while.
            await Task.Delay(Interval, tools.Time, end);
            acted = null;
        }
    }

    /// <summary>The first thing that is not right, and what does it; null where it is not the tool's turn.</summary>
    protected abstract Task<(OnboardingStep Step, WalkAct? Act)> FindNextAsync(CancellationToken cancellationToken);

    private async Task<(OnboardingStep Step, WalkAct? Act)> FindAsync(CancellationToken cancellationToken)
    {
        await tools.Lookups.WaitAsync(cancellationToken);
        try
        {
            var found = await FindNextAsync(cancellationToken);
            stage = found.Step.Stage;
            return found;
        }
        catch (Exception exception) when (OnboardingFaults.Describe(exception, stage) is not null)
        {
            return (OnboardingFaults.Describe(exception, stage)!, null);
        }
        finally
        {
            tools.Lookups.Release();
        }
    }

    private async Task<OnboardingStep?> ActAsync(WalkAct act, CancellationToken end, CancellationToken cancellationToken)
    {
        try
        {
            end.ThrowIfCancellationRequested();
            await act(end, cancellationToken);
            return null;
        }
        catch (Exception exception) when (OnboardingFaults.Describe(exception, stage) is not null)
        {
            return OnboardingFaults.Describe(exception, stage);
        }
    }
}
