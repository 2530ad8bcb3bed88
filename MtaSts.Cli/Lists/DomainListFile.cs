using MtaSts.Cli.Console;
using MtaSts.Cli.Files;
using MtaSts.Cli.Names;
using MtaSts.Storage;

namespace MtaSts.Cli.Lists;

/// <summary>A file of domains, as <see cref="ListReader"/> reads it, where nothing but the domains is asked for.</summary>
internal static class DomainListFile
{
    private const int MaximumMegabytes = 16;
    private const int MaximumFaults = 20;
    private const int ShownLength = 80;

    /// <param name="path">The file, or - for standard input.</param>
    /// <param name="console">Where it says what it took for which domain.</param>
    /// <param name="store">The store that is to change; null where nothing is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<DomainName>> ReadAsync(
        string path, CliConsole console, IEditablePolicyStore? store, CancellationToken cancellationToken)
    {
        var bytes = await InputFile.ReadWholeAsync(path, MaximumMegabytes, console, cancellationToken);
        var (texts, skipped) = (new List<string>(), new List<(string Name, string Reason)>());
        var (domains, faults) = (new HashSet<DomainName>(), new List<string>());
        foreach (var (line, text) in ReadTexts(bytes.Span, (rule, line, message) => AddFault(line, message)))
        {
            if (SkippedDomain.FindReason(text) is { } reason)
            {
                skipped.Add((PlainText.Sanitize(text, ShownLength), reason));
            }
            else if (!MailDomainText.TryParse(text, out var domain, out var fault))
            {
                AddFault(line, $"'{MailDomainText.Show(text)}' is not a domain name: {fault}.");
            }
            else
            {
                texts.Add(text);
                domains.Add(domain);
            }
        }

        if (faults.Count > 0)
        {
            var more = faults.Count > MaximumFaults ? $"\n… and {Words.Format(faults.Count - MaximumFaults)} more faults." : "";
            throw new CommandException(
                ExitCode.Findings, $"{string.Join('\n', faults.Take(MaximumFaults))}{more}\nWrite one domain per line. Nothing was done.");
        }

        MailDomainText.WriteNotes(console, texts);
        NamedReasons.Write(console, "Skipped", skipped);
        if (store is not null)
        {
            await AmbiguousDomain.RefuseAsync(texts, store, cancellationToken);
        }

        return domains.Count > 0
            ? [.. domains]
            : throw new CommandException(ExitCode.Findings, $"{path} names no domain. Write one domain per line.");

        void AddFault(int line, string message) => faults.Add(line == 0 ? $"{path}: {message}" : $"{path}, line {line}: {message}");
    }

    private static IEnumerable<(int Line, string Text)> ReadTexts(ReadOnlySpan<byte> bytes, ListFault report)
    {
        if (!FileText.TryRead(bytes, out var text, out var fault))
        {
            report(ListRules.NotText, fault.Line, fault.Message);
            return [];
        }

        return ListStart.Find(text) is not null && ListReader.Read(text, report) is { } table
            && new ListColumns(table, report).FindDomain(said: null) is { } column
                ? table.Rows.Select(row => (row.Line, row.Values[column].Trim()))
                : [];
    }
}
