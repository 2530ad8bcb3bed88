using MtaSts.Cli.Json;

namespace MtaSts.Cli.Publishing;

/// <summary>What became of the id of a domain.</summary>
/// <param name="Records">The records that it takes, in the order in which they have to be written.</param>
/// <param name="Fault">Why those of Azure DNS were not all written, sentences with advice; null if they were.</param>
internal sealed record PublishedId(DomainName Domain, IReadOnlyList<IdRecord> Records, string? Fault = null)
{
    /// <summary>Whether the fault goes away by itself.</summary>
    public bool IsPassing { get; init; }

    /// <summary>What is written to Azure DNS once DNS has what people have to write before; null without such a record.</summary>
    public IdRecord? Waiting { get; init; }

    /// <summary>Whether DNS has all of them.</summary>
    public bool IsWritten => Waiting is null && Records.All(record => record.IsWritten);

    /// <summary>What is left for people to write; nothing while what comes before it failed.</summary>
    public IEnumerable<IdRecord> ToWriteByHand =>
        Fault is null ? Records.Where(record => record is { Zone: null, IsWritten: false }) : [];

    public IReadOnlyList<DomainRecordsJson> ToJson() =>
    [
        .. Records.Select(record =>
            DomainRecordsJson.From(record.Records) with { Written = record.IsWritten, Fault = record.IsWritten ? null : Fault }),
    ];
}
