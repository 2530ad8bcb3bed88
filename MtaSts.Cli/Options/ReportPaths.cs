using MtaSts.Cli.Configuration;
using MtaSts.Cli.Console;

namespace MtaSts.Cli.Options;

/// <summary>Where TLS reports of senders are: as a person names them, else by <c>reports</c> in <c>mta-sts.json</c>.</summary>
internal static class ReportPaths
{
    /// <summary>Paths, or none where nothing names any.</summary>
    /// <param name="given">What a person names; null or empty for nothing.</param>
    /// <exception cref="CommandException">The folder that the settings name does not exist.</exception>
    public static string[] Find(string[]? given, ToolSettings settings) =>
        given is { Length: > 0 } ? given
        : FindMissing(given, settings) is { } fault ? throw new CommandException(
            ExitCode.Failed, $"{fault}. Fetch them with 'mta-sts reports fetch', or name another folder.")
        : settings.Reports is { } folder ? [folder]
        : [];

    /// <summary>Says that the folder that only the settings name does not exist; null where it does, or is not asked for.</summary>
    public static string? FindMissing(string[]? given, ToolSettings settings) =>
        given is not { Length: > 0 } && settings.Reports is { } folder && !Path.Exists(folder)
            ? $"{folder} does not exist, and {settings.File} names it for reports"
            : null;
}
