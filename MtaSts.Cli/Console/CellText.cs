using System.Globalization;
using MtaSts.Storage;

namespace MtaSts.Cli.Console;

/// <summary>What tables and views say about a change or a fault; parts of it come from anywhere, so it is made harmless.</summary>
internal static class CellText
{
    public static string Changed(DateTimeOffset? at, string? by) =>
        PlainText.SanitizeLines(string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd} {by}")).TrimEnd();

    public static string Time(DateTimeOffset? time) => time?.ToString("u", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Who changed it, and why, on two lines.</summary>
    /// <param name="source">Whose change it was, such as <c>template exchange</c>; null when it was the thing's own.</param>
    public static string ByAndReason(string? by, string? reason, string? source = null) => string.Join('\n', [
        by ?? "by hand",
        string.Join(": ", ((string?[])[source, reason]).Where(text => text is { Length: > 0 })),
    ]).TrimEnd('\n');

    /// <summary>What became of a provider's policy when it was last asked for; nothing where no copies are kept.</summary>
    public static string Copy(UpstreamCopy? copy) => PlainText.SanitizeLines(copy switch
    {
        null => "",
        { Fault: { } fault, FaultAt: { } at } => string.Create(CultureInfo.InvariantCulture, $"not taken {at:yyyy-MM-dd}: {fault}"),
        { Policy: null } => "no copy yet",
        { FetchedAt: { } at } => string.Create(CultureInfo.InvariantCulture, $"fetched {at:yyyy-MM-dd}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"copy of {copy.Since:yyyy-MM-dd}"),
    });

    public static string ChangedInFull(DateTimeOffset? at, string? by, string? reason) => PlainText.SanitizeLines(
        string.Create(CultureInfo.InvariantCulture, $"{at:u}") + (by is null ? "" : $" by {by}") + (
            string.IsNullOrEmpty(reason) ? "" : $": {reason}"));

    public static string Fault(IEnumerable<Finding> findings) =>
        findings.FirstOrDefault(finding => finding.Severity == Severity.Error) is { } fault
            ? PlainText.SanitizeLines($"{fault.Code}: {fault.Message}")
            : "";
}
