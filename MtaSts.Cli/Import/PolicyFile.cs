using MtaSts.Cli.Console;
using MtaSts.Cli.Files;
using MtaSts.Policies;

namespace MtaSts.Cli.Import;

/// <summary>A file that is a policy as RFC 8461 §3.2 writes it.</summary>
internal static class PolicyFile
{
    /// <summary>The policy; null when it is invalid, and then <paramref name="faults"/> say why.</summary>
    public static async Task<Policy?> ReadAsync(string path, ImportFaults faults, CliConsole console, CancellationToken cancellationToken)
    {
        var bytes = await InputFile.ReadAsync(path, PolicyParser.MaximumLength + 1, console, cancellationToken);
        var reading = PolicyParser.Parse(bytes.Span);
        foreach (var error in reading.Findings.Where(finding => finding.Severity == Severity.Error))
        {
            faults.Add(new ImportFault(path, error));
        }

        return reading.Value;
    }
}
