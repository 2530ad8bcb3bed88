using System.Text.Json;
using MtaSts.Checks.Results;
using MtaSts.Cli.Console;
using MtaSts.Cli.Files;

namespace MtaSts.Cli.Checks;

internal sealed record EarlierReport(DateTimeOffset CheckedAt, IReadOnlyList<DomainReport> Domains)
{
    /// <summary>Some 10,000 domains.</summary>
    private const int MaximumLength = 100_000_000;

    public static async Task<EarlierReport> ReadAsync(string path, CliConsole console, CancellationToken cancellationToken)
    {
        var bytes = await InputFile.ReadAsync(path, MaximumLength + 1, console, cancellationToken);
        try
        {
            var text = bytes.Length <= MaximumLength
                ? InputFile.Decode(bytes)
                : throw new FormatException($"it is larger than {MaximumLength} bytes");
            var json = JsonSerializer.Deserialize(text, CheckJson.Default.CheckReportJson) ?? throw new FormatException("it is null");
            return new EarlierReport(json.CheckedAt.ToUniversalTime(), json.ToReports());
        }
        catch (JsonException exception)
        {
            throw NoReport(path, Describe(exception));
        }
        catch (FormatException exception)
        {
            throw NoReport(path, exception.Message);
        }
    }

    private static string Describe(JsonException exception) =>
        $"line {(exception.LineNumber ?? 0) + 1}, column {(exception.BytePositionInLine ?? 0) + 1}, at "
        + $"{PlainText.Sanitize(exception.Path ?? "$", 80)}, is not valid, or lacks a member";

    private static CommandException NoReport(string path, string fault) => new(
        ExitCode.Failed,
        $"{path} is not a report to compare with: {fault}. Name a file that 'mta-sts check --json FILE' wrote, or leave out --since.");
}
