using MtaSts.Cli.Console;
using MtaSts.Cli.Json;

namespace MtaSts.Cli.Commands;

internal sealed record LintResult(string File, int? Line, bool IsValid, IReadOnlyList<Finding> Findings, string? Canonical, string? Id)
{
    /// <summary>Whose policy it is, by the name of the file or of its folder; null where these do not say it.</summary>
    public DomainName? Domain { get; init; }

    public string ToText()
    {
        var place = Line is null ? File : $"{File}:{Line}";
        var domain = Domain is { } known ? $" ({Words.Format(known)})" : "";
        var id = Id is null ? "" : $", id {Id}";
        var findings = string.Concat(Findings.Select(finding => $"  {finding}\n"));
        return $"{place}{domain}: {(IsValid ? "valid" : "invalid")}{id}\n{findings}";
    }

    public LintJson ToJson() => new(
        File, Domain?.Ascii, Line, IsValid, [.. Findings.Select(FindingJson.From)], Canonical, Id);
}
