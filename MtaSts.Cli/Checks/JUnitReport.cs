using System.Globalization;
using System.Text;
using System.Xml;
using MtaSts.Checks.Results;
using MtaSts.Cli.Files;

namespace MtaSts.Cli.Checks;

/// <summary>
/// The report as pipelines read test results: a suite for each domain, a case for each part. Errors fail a case; what could not be looked
/// at is skipped, never passed.
/// </summary>
internal sealed class JUnitReport(CheckReport report, bool isStrict)
{
    private const string NoTime = "0";

    /// <summary>Writes it to a file, whole or not at all.</summary>
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
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "mta-sts check");
        WriteCounts(xml, [.. report.Domains.SelectMany(domain => domain.Parts)]);
        foreach (var domain in report.Domains)
        {
            WriteSuite(xml, domain);
        }

        xml.WriteEndElement();
    }

    private void WriteSuite(XmlWriter xml, DomainReport domain)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", domain.Domain.Ascii);
        WriteCounts(xml, domain.Parts);
        xml.WriteAttributeString("timestamp", report.CheckedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        foreach (var part in domain.Parts)
        {
            WriteCase(xml, domain, part);
        }

        xml.WriteEndElement();
    }

    private void WriteCase(XmlWriter xml, DomainReport domain, CheckPart part)
    {
        var failures = part.Findings.Where(IsFailure).ToList();
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", part.Area.Title());
        xml.WriteAttributeString("classname", domain.Domain.Ascii);
        xml.WriteAttributeString("time", NoTime);
        if (failures is [var first, ..])
        {
            // One element, because readers take the first only.
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", PlainText.Sanitize(
                $"{first.Subject}: {first.Finding.Message}" + (failures.Count > 1 ? $" (and {failures.Count - 1} more)" : "")));
            xml.WriteAttributeString("type", PlainText.Sanitize(first.Finding.Code));
            xml.WriteString(string.Join('\n', failures.Select(FormatLine)));
            xml.WriteEndElement();
        }
        else if (part.NotChecked is not null)
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", PlainText.Sanitize(part.NotChecked));
            xml.WriteEndElement();
        }

        var output = part.Findings.Where(finding => !IsFailure(finding)).Select(FormatLine).ToList();
        if (failures.Count > 0 && part.NotChecked is not null)
        {
            output.Add(PlainText.Sanitize($"Not checked: {part.NotChecked}"));
        }

        if (output.Count > 0)
        {
            xml.WriteElementString("system-out", string.Join('\n', output));
        }

        xml.WriteEndElement();
    }

    private void WriteCounts(XmlWriter xml, IReadOnlyList<CheckPart> parts)
    {
        var failed = parts.Count(part => part.Findings.Any(IsFailure));
        var skipped = parts.Count(part => part.NotChecked is not null && !part.Findings.Any(IsFailure));
        xml.WriteAttributeString("tests", parts.Count.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", failed.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("skipped", skipped.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("time", NoTime);
    }

    private bool IsFailure(CheckFinding finding) => finding.Severity == Severity.Error || isStrict;

    private static string FormatLine(CheckFinding finding) =>
        $"{PlainText.Sanitize(finding.Subject)}: {PlainText.Sanitize(finding.Finding.ToString())}";
}
