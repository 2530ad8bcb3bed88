using System.Globalization;

namespace MtaSts.Cli.Console;

/// <summary>What tables and views say about a change or a fault; parts of it come from anywhere, so it is made harmless.</summary>
internal static class CellText
{
    public static string Changed(DateTimeOffset? at, string? by) =>
        PlainText.SanitizeLines(string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd} {by}")).TrimEnd();

    public static string Time(DateTimeOffset? time) => time?.ToString("u", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Who changed it, and why, on two lines.</summary>
    /// <param name="template">The template whose change it was; null when it was the thing's own.</param>
    public static string ByAndReason(string? by, string? reason, string? template = null) => string.Join('\n', [
        by ?? "by hand",
        string.Join(": ", ((string?[])[template is null ? null : $"template {template}", reason]).Where(text => text is { Length: > 0 })),
    ]).TrimEnd('\n');

    public static string ChangedInFull(DateTimeOffset? at, string? by, string? reason) => PlainText.SanitizeLines(
        string.Create(CultureInfo.InvariantCulture, $"{at:u}") + (by is null ? "" : $" by {by}") + (
            string.IsNullOrEmpty(reason) ? "" : $": {reason}"));

    public static string Fault(IEnumerable<Finding> findings) =>
        findings.FirstOrDefault(finding => finding.Severity == Severity.Error) is { } fault
            ? PlainText.SanitizeLines($"{fault.Code}: {fault.Message}")
            : "";
}
