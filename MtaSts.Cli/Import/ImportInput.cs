using MtaSts.Cli.Lists;
using MtaSts.Cli.Names;

namespace MtaSts.Cli.Import;

internal sealed class ImportInput
{
    private const int ShownLength = 80;

    private readonly Dictionary<DomainName, ImportRow> rows = [];

    public IReadOnlyDictionary<DomainName, ImportRow> Rows => rows;

    public ImportFaults Faults { get; } = [];

    /// <summary>What is left out, and why.</summary>
    public List<(string Name, string Reason)> Skipped { get; } = [];

    /// <summary>What is imported and has something odd about it.</summary>
    public List<(string Name, string Reason)> Notes { get; } = [];

    /// <summary>The names of columns that are not read.</summary>
    public List<string> LeftOutColumns { get; } = [];

    /// <summary>Takes in a row; its domain must be one, and must not have come before.</summary>
    public void Add(ImportRow row)
    {
        if (SkippedDomain.FindReason(row.Domain) is { } reason)
        {
            Skipped.Add((row.Domain, reason));
        }
        else if (!MailDomainText.TryParse(row.Domain, out var domain, out var fault))
        {
            Faults.Add(ImportRules.DomainInvalid, row.File, row.Line, $"'{PlainText.Sanitize(row.Domain, ShownLength)}' is not a domain name: {fault}.");
        }
        else if (!rows.TryAdd(domain, row))
        {
            var first = rows[domain];
            var place = first.Line == 0 ? first.File : first.File == row.File ? $"line {first.Line}" : $"{first.File}, line {first.Line}";
            Faults.Add(ImportRules.DomainRepeated, row.File, row.Line, $"The domain {domain} is already in {place}.");
        }
    }
}
