using MtaSts.Cli.Json;

namespace MtaSts.Cli.Commands;

/// <summary>What was found in a file, or in one line of it.</summary>
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
