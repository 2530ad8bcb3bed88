namespace MtaSts.Cli.Json;

internal sealed record LintJson
{
    public required string File { get; init; }
    public int? Line { get; init; }
    public required bool Valid { get; init; }
    public required IReadOnlyList<FindingJson> Findings { get; init; }
    public string? Canonical { get; init; }
    public string? Id { get; init; }
}
