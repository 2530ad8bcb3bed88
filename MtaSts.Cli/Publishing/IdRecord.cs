using MtaSts.Cli.ResourceManager;
using MtaSts.Records;

namespace MtaSts.Cli.Publishing;

/// <summary>A record that tells senders the id of a domain, or leads them to it.</summary>
/// <param name="Records">It alone, in its zone.</param>
/// <param name="Zone">The zone of Azure DNS to write it to; null where people write it.</param>
internal sealed record IdRecord(DomainRecords Records, string Id, AzureZone? Zone)
{
    public DomainName Domain => Records.Domain;

    public DnsRecord Record => Records.Records[0];

    public string FullName => $"{Record.Name}.{Records.Zone}";

    /// <summary>Whether DNS has it: written to Azure, or by people before.</summary>
    public bool IsWritten { get; init; }

    /// <summary>The zone of Azure DNS that would hold it, did the world ask it; null without one.</summary>
    public DomainName? UnusedZone { get; init; }

    /// <summary>The target of the CNAME that it replaced; null without one.</summary>
    public string? ReplacedAlias { get; init; }
}
