using MtaSts.Cli.Configuration;

namespace MtaSts.Cli.Json;

/// <summary>What <c>init</c> has set up.</summary>
internal sealed record InitJson
{
    public string? File { get; init; }
    public required bool Written { get; init; }
    public string? TableServiceUri { get; init; }
    public string? Table { get; init; }
    public string? Database { get; init; }
    public string? App { get; init; }
    public string? HostName { get; init; }
    public required IReadOnlyList<string> Rua { get; init; }
    public required IReadOnlyList<string> Dns { get; init; }
    public int? Zones { get; init; }
    public string? IdZone { get; init; }
    public string? Resolver { get; init; }
    public required string Command { get; init; }

    public static InitJson From(ToolSettings settings, bool isWritten, string command) => new()
    {
        File = settings.File,
        Written = isWritten,
        TableServiceUri = settings.TableServiceUri,
        Table = settings.Table,
        Database = settings.Database,
        App = settings.App?.ToString(),
        Rua = settings.Rua,
        Dns = [.. settings.Dns.Select(id => id.ToString())],
        IdZone = settings.IdZone?.Ascii,
        Resolver = settings.Resolver is { } resolver ? ResolverAddress.Format(resolver) : null,
        Command = command,
    };
}
