namespace MtaSts.Cli.Json;

internal sealed record FindingJson(string Code, string Severity, int Line, int Column, string Message, string Advice, string Section)
{
    public static FindingJson From(Finding finding) => new(
        finding.Code,
        finding.Severity == MtaSts.Severity.Error ? "error" : "warning",
        finding.Line,
        finding.Column,
        finding.Message,
        finding.Advice,
        finding.Reference);
}
