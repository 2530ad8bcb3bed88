namespace MtaSts.Cli.Json;

/// <summary>A hosted domain, as <c>show --output json</c> shows it.</summary>
internal sealed record HostedDomainJson(PolicyJson Policy, int History, IReadOnlyList<HostedDomainJson.Record> Records)
{
    internal sealed record Record(string Name, string Type, string? Value);
}
