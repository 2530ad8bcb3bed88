namespace MtaSts.Cli.Json;

/// <summary>A hosted domain, as <c>show --output json</c> shows it.</summary>
/// <param name="Policy">What is kept for it.</param>
/// <param name="History">How many states came before.</param>
/// <param name="Records">What has to be in DNS for it.</param>
internal sealed record HostedDomainJson(PolicyJson Policy, int History, IReadOnlyList<HostedDomainJson.Record> Records)
{
    /// <summary>A DNS record.</summary>
    /// <param name="Name">Its name, with the trailing dot.</param>
    /// <param name="Type">TXT or CNAME.</param>
    /// <param name="Value">Its value; missing where it is not known here: the app's host, and the id of a policy from upstream.</param>
    internal sealed record Record(string Name, string Type, string? Value);
}
