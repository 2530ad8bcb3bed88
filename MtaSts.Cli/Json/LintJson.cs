namespace MtaSts.Cli.Json;

/// <summary>The verdict on a policy file, on a record, or on a file to import, as <c>--output json</c> shows it.</summary>
internal sealed record LintJson
{
    /// <summary>The file as it was named; <c>-</c> for standard input.</summary>
    public required string File { get; init; }

    /// <summary>The line of the record, from 1; of a whole file there is none.</summary>
    public int? Line { get; init; }

    /// <summary>Whether a conforming sender accepts it; warnings do not matter.</summary>
    public required bool Valid { get; init; }

    public required IReadOnlyList<FindingJson> Findings { get; init; }

    /// <summary>The text that every sender accepts; none of what is invalid.</summary>
    public string? Canonical { get; init; }

    /// <summary>The id of the policy, or the one in the record.</summary>
    public string? Id { get; init; }
}
