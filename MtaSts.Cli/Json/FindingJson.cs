namespace MtaSts.Cli.Json;

internal sealed record FindingJson(string Code, string Severity, int Line, int Column, string Message, string Advice, string Section)
{
    public static FindingJson From(Finding finding) => new(
        finding.Code,
        finding.SeverityText,
        finding.Line,
        finding.Column,
        finding.Message,
        finding.Advice,
        finding.Reference);
}

internal sealed record LintJson(
    string File, string? Domain, int? Line, bool Valid, IReadOnlyList<FindingJson> Findings, string? Canonical, string? Id);
