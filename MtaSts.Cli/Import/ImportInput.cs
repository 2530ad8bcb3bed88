using System.Diagnostics.CodeAnalysis;
using MtaSts.Cli.Lists;
using MtaSts.Cli.Names;
using MtaSts.Storage;

namespace MtaSts.Cli.Import;

internal sealed class ImportInput
{
    private const int MaximumNameLength = 253;

    private readonly Dictionary<DomainName, ImportRow> rows = [];

    public IReadOnlyDictionary<DomainName, ImportRow> Rows => rows;

    public ImportFaults Faults { get; } = [];

    /// <summary>What is left out, and why.</summary>
    public List<(string Name, string Reason)> Skipped { get; } = [];

    /// <summary>What is imported and has something odd about it.</summary>
    public List<(string Name, string Reason)> Notes { get; } = [];

    /// <summary>The names of columns that are not read.</summary>
    public List<string> LeftOutColumns { get; } = [];

    /// <summary>The domains as people wrote them, perhaps by another name of theirs; without those read by the letter.</summary>
    public IEnumerable<string> Meant => rows.Values.Where(row => !row.IsLiteral).Select(row => row.Domain);

    /// <summary>A domain as it is written somewhere, for a message: not longer than a domain can be.</summary>
    public static string Shorten(string domain) => PlainText.Sanitize(domain, MaximumNameLength);

    /// <summary>Takes in a row; its domain must be one, and must not have come before.</summary>
    public void Add(ImportRow row)
    {
        if (SkippedDomain.FindReason(row.Domain) is { } reason)
        {
            Skipped.Add((Shorten(row.Domain), reason));
        }
        else if (!TryParse(row, out var domain, out var fault))
        {
            var shown = MailDomainText.Show(row.Domain);
            Faults.Add(ImportRules.DomainInvalid, row.File, row.Line, $"'{shown}' is not a domain name: {fault}.");
        }
        else if (!rows.TryAdd(domain, row))
        {
            var first = rows[domain];
            var place = first.Line == 0 ? first.File : first.File == row.File ? $"line {first.Line}" : $"{first.File}, line {first.Line}";
            Faults.Add(ImportRules.DomainRepeated, row.File, row.Line, $"The domain {domain} is already in {place}.");
        }
    }

    /// <summary>Takes in what there is to say of a list of domains whose policies come from elsewhere.</summary>
    /// <param name="source">Where they come from, as a clause.</param>
    public void AddRemarks(ImportInput domains, string source)
    {
        foreach (var fault in domains.Faults)
        {
            Faults.Add(fault);
        }

        Skipped.AddRange(domains.Skipped);
        Notes.AddRange(domains.Notes);
        LeftOutColumns.AddRange(domains.LeftOutColumns);
        var files = domains.Rows.Values.Where(row => row.Columns != new PolicyColumns()).Select(row => row.File).Distinct();
        Notes.AddRange(files.Select(file => (file, $"what it says of policies is left out; {source}")));
    }

    private static bool TryParse(ImportRow row, out DomainName domain, [NotNullWhen(false)] out string? fault) => row.IsLiteral
        ? DomainName.TryParse(row.Domain, out domain, out fault)
        : MailDomainText.TryParse(row.Domain, out domain, out fault);
}
