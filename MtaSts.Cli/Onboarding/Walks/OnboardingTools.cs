using MtaSts.Checks;
using MtaSts.Checks.Lookups;
using MtaSts.Cli.Publishing;
using MtaSts.Cli.ResourceManager;
using MtaSts.Records;
using MtaSts.Storage;

namespace MtaSts.Cli.Onboarding.Walks;

/// <summary>What the walks of all domains share.</summary>
internal sealed record OnboardingTools
{
    public required TimeProvider Time { get; init; }

    public required IEditablePolicyStore Store { get; init; }

    public required HostingApp App { get; init; }

    public required HostNameScout Scout { get; init; }

    public required AzureZones Zones { get; init; }

    public required ZoneRecords Records { get; init; }

    /// <summary>The zone that the ids of all domains are delegated to; null if each is in its domain's zone.</summary>
    public DomainName? IdZone { get; init; }

    /// <summary>Publishes ids.</summary>
    public required IdPublisher Publisher { get; init; }

    /// <summary>Finds out what publishing an id would do.</summary>
    public required IdPublisher Preview { get; init; }

    /// <summary>Finds out whether the app answers, before a name is moved to it.</summary>
    public required AppHealth Health { get; init; }

    public required DnsLookup Lookup { get; init; }

    public required DomainObserver Observer { get; init; }

    public required ResourceManagerClient Azure { get; init; }

    public required DomainChecker Checker { get; init; }

    /// <summary>How many domains are written to DNS at once.</summary>
    public required SemaphoreSlim Writes { get; init; }

    /// <summary>How many domains are looked at at once.</summary>
    public required SemaphoreSlim Lookups { get; init; }

    /// <summary>How long the app keeps a policy in memory.</summary>
    public required TimeSpan RefreshAfter { get; init; }

    /// <summary>Where TLS reports go; null leaves <c>_smtp._tls</c> alone.</summary>
    public TlsRptRecord? Reports { get; init; }

    /// <summary>Writes to DNS, some at once: Azure refuses who asks too much.</summary>
    public async Task WriteAsync(Func<Task> write, CancellationToken cancellationToken)
    {
        await Writes.WaitAsync(cancellationToken);
        try
        {
            await write();
        }
        finally
        {
            Writes.Release();
        }
    }
}
