using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using MtaSts.Checks.Results;
using MtaSts.Cli.Files;

namespace MtaSts.Cli.Checks;

/// <summary>
/// The report as pipelines read test results: a suite for each domain, a case for each part. Errors fail a case; what could not be looked
/// at, and what there is no evidence of, is skipped, never passed.
/// </summary>
internal sealed class JUnitReport(CheckReport report, bool isStrict)
{
    private const string NoTime = "0";

    public Task WriteAsync(string path) => OutputFile.WriteFileAsync(path, stream =>
    {
        Write(stream);
        return Task.CompletedTask;
    });

    public void Write(Stream stream)
    {
        var settings = new XmlWriterSettings
        {
            Indent = true,
            NewLineChars = "\n",
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        using var xml = XmlWriter.Create(stream, settings);
        var parts = report.Domains.SelectMany(domain => domain.Parts).ToList();
        new XElement("testsuites", new XAttribute("name", "mta-sts check"), Count(parts), report.Domains.Select(CreateSuite)).Save(xml);
    }

    private XElement CreateSuite(DomainReport domain) => new(
        "testsuite",
        new XAttribute("name", domain.Domain.Ascii),
        Count(domain.Parts),
        new XAttribute("timestamp", report.CheckedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        domain.Parts.Select(part => CreateCase(domain, part)));

    private XElement CreateCase(DomainReport domain, CheckPart part)
    {
        var failures = part.Findings.Where(IsFailure).ToList();
        var output = part.Findings.Where(finding => !IsFailure(finding)).Select(FormatLine).ToList();
        if (failures.Count > 0 && part.NotChecked is not null)
        {
            output.Add(PlainText.Sanitize($"Not checked: {part.NotChecked}"));
        }

        return new XElement(
            "testcase",
            new XAttribute("name", part.Area.Title()),
            new XAttribute("classname", domain.Domain.Ascii),
            new XAttribute("time", NoTime),
            failures.Count > 0 ? CreateFailure(failures)
                : FindSkipReason(part) is { } reason ? new XElement("skipped", new XAttribute("message", PlainText.Sanitize(reason)))
                : null,
            output.Count > 0 ? new XElement("system-out", string.Join('\n', output)) : null);
    }

    // One element, because readers take the first only.
    private static XElement CreateFailure(List<CheckFinding> failures)
    {
        var (first, more) = (failures[0], failures.Count > 1 ? $" (and {failures.Count - 1} more)" : "");
        return new XElement(
            "failure",
            new XAttribute("message", PlainText.Sanitize($"{first.Subject}: {first.Finding.Message}{more}")),
            new XAttribute("type", PlainText.Sanitize(first.Finding.Code)),
            string.Join('\n', failures.Select(FormatLine)));
    }

    private XAttribute[] Count(IReadOnlyList<CheckPart> parts) =>
    [
        new("tests", parts.Count),
        new("failures", parts.Count(part => part.Findings.Any(IsFailure))),
        new("errors", 0),
        new("skipped", parts.Count(part => FindSkipReason(part) is not null && !part.Findings.Any(IsFailure))),
        new("time", NoTime),
    ];

    private static string? FindSkipReason(CheckPart part) => part.NotChecked
        ?? (part.IsWithoutEvidence ? string.Join(", ", part.Seen.Select(seen => $"{seen.Name}: {seen.Value}")) : null);

    private bool IsFailure(CheckFinding finding) => finding.Severity == Severity.Error || isStrict;

    private static string FormatLine(CheckFinding finding) =>
        $"{PlainText.Sanitize(finding.Subject)}: {PlainText.Sanitize(finding.Finding.ToString())}";
}
