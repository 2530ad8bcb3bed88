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

    public LintJson ToJson() => new(File, Line, IsValid, [.. Findings.Select(FindingJson.From)], Canonical, Id);
}
