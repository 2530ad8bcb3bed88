using MtaSts.Cli.Console;
using MtaSts.Cli.Names;

namespace MtaSts.Cli.Files;

/// <summary>A file of domain names, one a line; blank lines and lines that begin with '#' are passed over.</summary>
internal static class DomainListFile
{
    private const int MaximumMegabytes = 16;
    private const int MaximumFaults = 20;

    public static async Task<IReadOnlyList<DomainName>> ReadAsync(string path, CliConsole console, CancellationToken cancellationToken)
    {
        var bytes = await InputFile.ReadWholeAsync(path, MaximumMegabytes, console, cancellationToken);
        var domains = new List<DomainName>();
        var faults = new List<string>();
        var texts = new List<string>();
        foreach (var (index, line) in InputFile.Decode(bytes).Split('\n').Index())
        {
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#')
            {
                continue;
            }

            texts.Add(text);
            if (MailDomainText.TryParse(text, out var domain, out var fault))
            {
                domains.Add(domain);
            }
            else
            {
                faults.Add($"{path}, line {index + 1}: '{text}' is not a domain name: {fault}.");
            }
        }

        if (faults.Count > 0)
        {
            var more = faults.Count > MaximumFaults ? $"\n{faults.Count - MaximumFaults} more lines are not domain names." : "";
            throw new CommandException(
                ExitCode.Findings,
                $"{string.Join('\n', faults.Take(MaximumFaults))}{more}\nWrite one domain per line. Nothing was checked.");
        }

        MailDomainText.WriteNotes(console, texts);
        return domains.Count > 0
            ? [.. domains.Distinct()]
            : throw new CommandException(ExitCode.Findings, $"{path} names no domain. Write one domain per line.");
    }
}
