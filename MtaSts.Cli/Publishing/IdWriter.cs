using MtaSts.Checks.Lookups;
using MtaSts.Cli.ResourceManager;
using MtaSts.Records;

namespace MtaSts.Cli.Publishing;

/// <summary>Writes the records of ids into zones of Azure DNS, and nothing over records that are not of MTA-STS.</summary>
internal sealed class IdWriter(AzureZones zones, ZoneRecords records, DnsLookup lookup, TimeProvider time)
{
    private const int MaximumQuotation = 80;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // Azure DNS has a record on all of its name servers within a minute.
    private static readonly TimeSpan TargetWithin = TimeSpan.FromMinutes(2);

    /// <returns>The record as it is then: of a dry run not written, unless Azure DNS had it.</returns>
    /// <exception cref="IdRefusedException">It would replace what has to stay, or is too early.</exception>
    /// <exception cref="ResourceManagerException">Azure refused or failed.</exception>
    public async Task<IdRecord> WriteAsync(IdRecord id, bool isDryRun, CancellationToken cancellationToken)
    {
        var (zone, record) = (id.Zone!, id.Record);
        var texts = await records.FindAsync(zone, DnsRecordType.Txt, record.Name, cancellationToken);
        var alias = (await records.FindAsync(zone, DnsRecordType.Cname, record.Name, cancellationToken)).SingleOrDefault();
        if (record.Type == DnsRecordType.Cname ? IsSame(alias, record.Value) : texts is [var text] && text == record.Value)
        {
            return id with { IsWritten = true };
        }

        await RequireReplaceableAsync(id, texts, alias, cancellationToken);
        if (isDryRun)
        {
            return id with { ReplacedAlias = alias };
        }

        if (record.Type == DnsRecordType.Cname)
        {
            await WaitForTargetAsync(id, cancellationToken);
        }

        // A CNAME stands alone (RFC 1034 §3.6.2), so what is there has to go first; meanwhile senders go by what they hold.
        var other = record.Type == DnsRecordType.Cname ? DnsRecordType.Txt : DnsRecordType.Cname;
        var isGone = (other == DnsRecordType.Txt ? texts.Count > 0 : alias is not null)
            && await records.DeleteAsync(zone, other, record.Name, cancellationToken);
        try
        {
            await records.WriteAsync(id.Domain, zone, [record], cancellationToken);
        }
        catch (ResourceManagerException exception) when (isGone)
        {
            throw new IdRefusedException(
                $"{exception.Message} What stood at {id.FullName} was deleted before, so senders find no record: run this again soon.",
                exception.IsPassing);
        }

        return id with { IsWritten = true, ReplacedAlias = alias };
    }

    /// <summary>Whether DNS has an id at a name.</summary>
    public async Task<bool> IsPublicAsync(string name, string id, CancellationToken cancellationToken) =>
        MtaStsRecord.Choose((await lookup.FindTextAsync(name, cancellationToken)).Records).Value?.Id == id;

    private async Task RequireReplaceableAsync(
        IdRecord id, IReadOnlyList<string> texts, string? alias, CancellationToken cancellationToken)
    {
        if (texts.FirstOrDefault(text => !MtaStsRecord.IsMeant(text)) is { } foreign)
        {
            throw new IdRefusedException(
                $"{id.FullName} also has the TXT record '{PlainText.Sanitize(foreign, MaximumQuotation)}', which is not of MTA-STS and "
                + "would be lost. Move it to another name or delete it, then run this again.");
        }

        // A CNAME into a zone that is written here is a delegation of somebody's own.
        if (id.Record.Type == DnsRecordType.Txt && alias is not null && await zones.FindAsync(alias, cancellationToken) is { } own)
        {
            throw new IdRefusedException(
                $"{id.FullName} is a CNAME for {alias} in the zone {own.Name}. Write {id.Record.Value} there, or let the tool do it: "
                + $"'mta-sts init --id-zone {own.Name}' gives each domain a target of its own there.");
        }
    }

    /// <summary>Senders that follow the CNAME must find the id.</summary>
    private async Task WaitForTargetAsync(IdRecord id, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        while (true)
        {
            if (await IsPublicAsync(id.Record.Value, id.Id, cancellationToken))
            {
                return;
            }

            if (time.GetElapsedTime(begin) >= TargetWithin)
            {
                throw new IdRefusedException(
                    $"DNS does not have the id at {id.Record.Value} yet, so {id.FullName} was not made a CNAME for it. Run this again.",
                    isPassing: true);
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private static bool IsSame(string? alias, string target) => string.Equals(alias, target, StringComparison.OrdinalIgnoreCase);
}
