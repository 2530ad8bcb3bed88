using MtaSts.Cli.Json;

namespace MtaSts.Cli.Commands;

/// <summary>What was found in a file, or in one line of it.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Line">The line, from 1; null for the file as a whole.</param>
/// <param name="IsValid">Whether a conforming sender accepts it.</param>
/// <param name="Findings">What was found, by lines of the file.</param>
/// <param name="Canonical">The text that every sender accepts; null when it is invalid.</param>
/// <param name="Id">The id of the policy, or the one in the record.</param>
internal sealed record LintResult(string File, int? Line, bool IsValid, IReadOnlyList<Finding> Findings, string? Canonical, string? Id)
{
    /// <summary>The result as people read it, its findings below; every line ends.</summary>
    public string ToText()
    {
        var place = Line is null ? File : $"{File}:{Line}";
        var id = Id is null ? "" : $", id {Id}";
        return $"{place}: {(IsValid ? "valid" : "invalid")}{id}\n{string.Concat(Findings.Select(finding => $"  {finding}\n"))}";
    }

    public LintJson ToJson() => new()
    {
        File = File,
        Line = Line,
        Valid = IsValid,
        Findings = [.. Findings.Select(FindingJson.From)],
        Canonical = Canonical,
        Id = Id,
    };
}
