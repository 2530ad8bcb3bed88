using MtaSts.Checks.Lookups;
using MtaSts.Cli.Console;
using MtaSts.Cli.ResourceManager;
using MtaSts.Cli.Services;
using MtaSts.Rollout;

namespace MtaSts.Cli.Publishing;

/// <summary>
/// Publishes the ids of policies that every instance of the app serves: writes them to Azure DNS, and says what people have to write
/// elsewhere.
/// </summary>
/// <param name="writer">Null where nothing is to be written.</param>
internal sealed class IdPublisher(IdPlan plan, IdWriter? writer, TimeProvider time)
{
    private const int WritesAtOnce = 8;

    private static readonly TimeSpan WritesWithin = TimeSpan.FromMinutes(5);

    /// <summary>Whether it only finds out what it would write.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>What tells the command <c>publish</c> to do the same, with a space before it.</summary>
    public string Options => writer is null ? "" : " --write";

    /// <summary>One that writes nothing.</summary>
    /// <param name="findOrigin">What the names are relative to where people write the records.</param>
    public static IdPublisher ForPeople(ToolServices services, Func<DomainName, DomainName> findOrigin) =>
        new(new IdPlan(services.ReadSettings().IdZone, zones: null, findOrigin), writer: null, services.Time);

    /// <summary>One that writes to the zones of Azure DNS that <c>mta-sts.json</c> names; with none, nothing.</summary>
    /// <exception cref="CommandException">Azure refused or failed to list the zones.</exception>
    public static async Task<IdPublisher> CreateAsync(
        ToolServices services,
        DnsLookup lookup,
        Func<DomainName, DomainName> findOrigin,
        bool isDryRun,
        CancellationToken cancellationToken)
    {
        var settings = services.ReadSettings();
        if (settings.Dns.Count == 0)
        {
            return ForPeople(services, findOrigin);
        }

        var client = services.CreateResourceManager();
        try
        {
            var zones = await AzureZones.ReadAsync(client, settings.Dns, lookup, cancellationToken);
            var writer = new IdWriter(zones, new ZoneRecords(client, services.Time), lookup, services.Time);
            return new IdPublisher(new IdPlan(settings.IdZone, zones, findOrigin), writer, services.Time) { IsDryRun = isDryRun };
        }
        catch (ResourceManagerException exception)
        {
            throw new CommandException(ExitCode.Failed, $"The zones of Azure DNS could not be listed: {exception.Message}");
        }
    }

    /// <summary>Publishes the ids of many domains, several at once; what fails for one stops no other.</summary>
    public async Task<IReadOnlyList<PublishedId>> PublishAsync(
        IReadOnlyList<RolloutStatus> served, CancellationToken cancellationToken)
    {
        var published = new PublishedId[served.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = WritesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, served.Count), options, async (index, token) =>
            published[index] = await PublishAsync(served[index], token));
        return published;
    }

    /// <summary>Publishes the id of one domain; a failure is in the answer.</summary>
    /// <param name="served">A domain whose policy every instance of the app serves (RFC 8461 §8.1).</param>
    public async Task<PublishedId> PublishAsync(RolloutStatus served, CancellationToken cancellationToken)
    {
        List<IdRecord> records = [];
        using var timer = new CancellationTokenSource(WritesWithin, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            records.AddRange(await plan.FindAsync(served, end.Token));
            return writer is null
                ? new PublishedId(served.Domain, records)
                : await WriteAsync(writer, served.Domain, records, end.Token);
        }
        catch (ResourceManagerException exception)
        {
            return await FailAsync(exception.Message, exception.IsPassing);
        }
        catch (IdRefusedException exception)
        {
            return await FailAsync(exception.Message, exception.IsPassing);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return await FailAsync($"Azure was not done within {Words.Format(WritesWithin)}. Run this again.", isPassing: true);
        }

        async Task<PublishedId> FailAsync(string fault, bool isPassing) => new(
            served.Domain, records.Count > 0 ? records : await plan.FindByHandAsync(served, cancellationToken), fault)
        {
            IsPassing = isPassing,
        };
    }

    /// <summary>Writes one after the other, up to one that leads to what people still have to write.</summary>
    private async Task<PublishedId> WriteAsync(
        IdWriter writer, DomainName domain, List<IdRecord> records, CancellationToken cancellationToken)
    {
        for (var at = 0; at < records.Count; at++)
        {
            var record = records[at];
            if (record.Zone is not null)
            {
                records[at] = await writer.WriteAsync(record, IsDryRun, cancellationToken);
            }
            else if (at + 1 < records.Count)
            {
                records[at] = record with { IsWritten = await writer.IsPublicAsync(record.FullName, record.Id, cancellationToken) };
                if (records[at + 1] is { Zone: not null } next && !records[at].IsWritten)
                {
                    return new PublishedId(domain, records[..(at + 1)]) { Waiting = next };
                }
            }
        }

        return new PublishedId(domain, records);
    }
}
