namespace MtaSts.Cli.Json;

internal sealed record ChangeJson
{
    public string? Domain { get; init; }
    public string? Unicode { get; init; }
    public string? Template { get; init; }
    public required string Change { get; init; }
    public required bool Done { get; init; }
    public string? Before { get; init; }
    public string? IdBefore { get; init; }
    public string? After { get; init; }
    public string? IdAfter { get; init; }
    public string? Customer { get; init; }
    public IReadOnlyList<string>? Blockers { get; init; }
    public IReadOnlyList<FindingJson> Findings { get; init; } = [];
}
