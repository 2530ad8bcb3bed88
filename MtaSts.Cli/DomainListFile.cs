using System.Text;

namespace MtaSts.Cli;

/// <summary>A file of domain names, one a line; blank lines and lines that begin with '#' are passed over.</summary>
internal static class DomainListFile
{
    private const int MaximumLength = 16 * 1024 * 1024;
    private const int MaximumFaults = 20;

    /// <summary>The domains, each once, in the order of the file.</summary>
    /// <param name="path">The file; <c>-</c> is standard input.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="CommandException">It cannot be read, has a line that is no domain, or no domain at all.</exception>
    public static async Task<IReadOnlyList<DomainName>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var bytes = await InputFile.ReadAsync(path, MaximumLength + 1, cancellationToken);
        if (bytes.Length > MaximumLength)
        {
            throw new CommandException(ExitCode.Failed, $"{path} could not be read: it has more than 16 MB.");
        }

        var domains = new List<DomainName>();
        var faults = new List<string>();
        foreach (var (index, line) in Encoding.UTF8.GetString(bytes.Span).TrimStart('\uFEFF').Split('\n').Index())
        {
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#')
            {
                continue;
            }

            if (DomainName.TryParse(text, out var domain, out var fault))
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
            var more = faults.Count > MaximumFaults ? $"\n{faults.Count - MaximumFaults} more lines are none." : "";
            throw new CommandException(ExitCode.Findings, $"{string.Join('\n', faults.Take(MaximumFaults))}{more}\nWrite one domain a line. Nothing was checked.");
        }

        return domains.Count > 0
            ? [.. domains.Distinct()]
            : throw new CommandException(ExitCode.Findings, $"{path} names no domain. Write one domain a line.");
    }
}
