using System.Globalization;

namespace MtaSts.Cli.Console;

/// <summary>What tables and views say about a change or a fault; parts of it come from anywhere, so it is made harmless.</summary>
internal static class CellText
{
    public static string Changed(DateTimeOffset? at, string? by) =>
        PlainText.SanitizeLines(string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd}\n{by}")).TrimEnd('\n');

    public static string ChangedInFull(DateTimeOffset? at, string? by, string? reason) => PlainText.SanitizeLines(
        string.Create(CultureInfo.InvariantCulture, $"{at:u}") + (by is null ? "" : $" by {by}") + (
            string.IsNullOrEmpty(reason) ? "" : $": {reason}"));

    public static string Fault(IEnumerable<Finding> findings) =>
        findings.FirstOrDefault(finding => finding.Severity == Severity.Error) is { } fault
            ? PlainText.SanitizeLines($"{fault.Code}: {fault.Message}")
            : "";
}
