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
    /// <param name="waits">Whether to wait for people, too; Azure and DNS are waited for in any case.</param>
    /// <param name="report">Is told each step.</param>
    /// <exception cref="OperationCanceledException">There is no time left.</exception>
    public async Task RunAsync(bool waits, Action<OnboardingStep> report, CancellationToken cancellationToken)
    {
        OnboardingStage? acted = null;
        while (true)
        {
            var (step, act) = await FindAsync(cancellationToken);
            report(step);
            if (act is not null && step.Stage != acted)
            {
                acted = step.Stage;
                if (await ActAsync(act, cancellationToken) is not { } fault)
                {
                    continue;
                }

                report(step = fault);
            }

            if (step.IsDone || step.Turn == OnboardingTurn.Stuck || (step.Turn == OnboardingTurn.You && !waits))
            {
                return;
            }

            // What was done and cannot be seen yet is done again only after a while.
            await Task.Delay(Interval, tools.Time, cancellationToken);
            acted = null;
        }
    }

    /// <summary>The first thing that is not right, and what does it; null where it is not the tool's turn.</summary>
    protected abstract Task<(OnboardingStep Step, Func<CancellationToken, Task>? Act)> FindNextAsync(CancellationToken cancellationToken);

    private async Task<(OnboardingStep Step, Func<CancellationToken, Task>? Act)> FindAsync(CancellationToken cancellationToken)
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

    private async Task<OnboardingStep?> ActAsync(Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        try
        {
            await act(cancellationToken);
            return null;
        }
        catch (Exception exception) when (OnboardingFaults.Describe(exception, stage) is not null)
        {
            return OnboardingFaults.Describe(exception, stage);
        }
    }
}
