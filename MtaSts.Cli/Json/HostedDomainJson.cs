namespace MtaSts.Cli.Json;

internal sealed record HostedDomainJson(PolicyJson Policy, int History, IReadOnlyList<HostedDomainJson.Record> Records)
{
    internal sealed record Record(string Name, string Type, string? Value);
}
