namespace MtaSts.Cli.Json;

/// <summary>The result for a policy file, on a record, or on a file to import, as <c>--output json</c> shows it.</summary>
internal sealed record LintJson
{
    public required string File { get; init; }
    public int? Line { get; init; }
    public required bool Valid { get; init; }
    public required IReadOnlyList<FindingJson> Findings { get; init; }
    public string? Canonical { get; init; }
    public string? Id { get; init; }
}
