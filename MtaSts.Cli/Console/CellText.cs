using System.Globalization;

namespace MtaSts.Cli.Console;

/// <summary>What tables and views say about a change or a fault; parts of it come from anywhere, so it is made harmless.</summary>
internal static class CellText
{
    /// <summary>The day, and on a line of its own by whom.</summary>
    public static string Changed(DateTimeOffset? at, string? by) =>
        PlainText.SanitizeLines(string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd}\n{by}")).TrimEnd('\n');

    /// <summary>The time, by whom and why.</summary>
    public static string ChangedInFull(DateTimeOffset? at, string? by, string? reason) => PlainText.SanitizeLines(
        string.Create(CultureInfo.InvariantCulture, $"{at:u}") + (by is null ? "" : $" by {by}") + (
            string.IsNullOrEmpty(reason) ? "" : $": {reason}"));

    /// <summary>The first finding that makes it invalid.</summary>
    public static string Fault(IEnumerable<Finding> findings) =>
        findings.FirstOrDefault(finding => finding.Severity == Severity.Error) is { } fault
            ? PlainText.SanitizeLines($"{fault.Code}: {fault.Message}")
            : "";
}
