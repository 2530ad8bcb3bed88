using System.Text.Json.Nodes;
using Azure.Core;
using MtaSts.Cli.ResourceManager;

namespace MtaSts.Cli.Onboarding.Walks;

/// <summary>The function app, and the changes of its host names: one after the other, because Azure refuses two at a time.</summary>
internal sealed class HostingApp(ResourceManagerClient client, ResourceIdentifier id, TimeProvider time)
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(20);

    // A certificate takes two to five.
    private static readonly TimeSpan ChangeWithin = TimeSpan.FromMinutes(8);

    private readonly PriorityGate gate = new();
    private readonly Lock mutex = new();
    private (Task<FunctionApp> App, long At)? last;

    /// <summary>The app as it is now, or was some seconds ago and not changed since.</summary>
    /// <exception cref="ResourceManagerException">Azure refused or failed, or has no such app.</exception>
    public Task<FunctionApp> ReadAsync(CancellationToken cancellationToken)
    {
        lock (mutex)
        {
            if (last is not var (app, at) || (app.IsCompleted && !app.IsCompletedSuccessfully) || time.GetElapsedTime(at) > KeepFor)
            {
                app = FunctionApp.ReadAsync(client, id, cancellationToken);
                last = (app, time.GetTimestamp());
            }

            return app.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Changes the app when it is this change's turn, for some minutes at most, so that the others get theirs.</summary>
    /// <param name="isUrgent">Whether senders meet a host without a certificate until it is done.</param>
    /// <param name="end">Ends the waiting for the turn.</param>
    /// <param name="cancellationToken">Breaks the change off.</param>
    /// <exception cref="ResourceManagerException">Azure refused or failed, or took too long.</exception>
    public Task ChangeAsync(
        bool isUrgent, Func<CancellationToken, Task> change, CancellationToken end, CancellationToken cancellationToken) =>
        gate.RunAsync(isUrgent, () => ChangeInTimeAsync(change, cancellationToken), end);

    private async Task ChangeInTimeAsync(Func<CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(ChangeWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await change(either.Token);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ResourceManagerException(
                0,
                ResourceManagerException.TooSlow,
                $"Azure was not done within {ChangeWithin.TotalMinutes} minutes; what was begun goes on there.");
        }
        finally
        {
            lock (mutex)
            {
                last = null;
            }
        }
    }

    /// <summary>Binds the policy host of a domain; with TLS, or only by name. To be called within a change.</summary>
    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public Task BindAsync(FunctionApp app, DomainName domain, bool withTls, CancellationToken cancellationToken) =>
        CreateDeployment(app, domain, withTls).RunAsync(client, time, cancellationToken);

    private static Deployment CreateDeployment(FunctionApp app, DomainName domain, bool withTls) => new(
        app.GroupId,
        DeploymentName.Create("mta-sts", domain),
        Templates.Domain,
        new JsonObject
        {
            ["appName"] = app.Name,
            ["domain"] = domain.Ascii,
            ["isFlex"] = app.IsFlex,
            ["bindOnly"] = !withTls,
        })
    {
        // An earlier run's may still be going on; meanwhile it is the others' turn.
        WaitsForOthers = false,
    };
}
