using System.Text.Json.Nodes;
using Azure.Core;
using MtaSts.Cli.ResourceManager;

namespace MtaSts.Cli.Onboarding.Walks;

/// <summary>The function app, and the changes of its host names: one after the other, because Azure refuses two at a time.</summary>
internal sealed class HostingApp(ResourceManagerClient client, ResourceIdentifier id, TimeProvider time)
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(20);

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

    /// <summary>Changes the app when it is this change's turn.</summary>
    /// <param name="isUrgent">Whether senders meet a host without a certificate until it is done.</param>
    public async Task ChangeAsync(bool isUrgent, Func<Task> change, CancellationToken cancellationToken)
    {
        try
        {
            await gate.RunAsync(isUrgent, change, cancellationToken);
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
        });
}
