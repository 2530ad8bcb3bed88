using MtaSts.Cli.Json;

namespace MtaSts.Cli.Commands;

internal sealed record LintResult(string File, int? Line, bool IsValid, IReadOnlyList<Finding> Findings, string? Canonical, string? Id)
{
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
