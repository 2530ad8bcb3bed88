using System.CommandLine;
using System.Text;
using MtaSts.Cli.Console;
using MtaSts.Cli.Files;
using MtaSts.Cli.Json;
using MtaSts.Cli.Options;
using MtaSts.Policies;
using MtaSts.Records;

namespace MtaSts.Cli.Commands;

internal sealed class LintCommand : ToolCommand
{
    private const int MaximumMegabytes = 16;
    private const string MtaSts = "mta-sts";
    private const string TlsRpt = "tls-rpt";

    private readonly Argument<string[]> files = new("FILE|FOLDER")
    {
        Description = "Policy files, folders of them, or patterns such as policies/*.txt; - is standard input",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> record = Choice.Create("--record", "Read TXT records instead, one per line", MtaSts, TlsRpt);
    private readonly OutputOption output = new();

    public LintCommand()
        : base("lint", "Finds what is wrong in policy files or TXT records.", "mta-sts lint contoso.com.txt")
    {
        Arguments.Add(files);
        Options.Add(record);
        output.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, CliConsole console, CancellationToken cancellationToken)
    {
        var kind = arguments.GetValue(record);
        var paths = new List<InputPath>();
        var results = new List<LintResult>();
        var notes = new List<(string, string)>();
        var unread = 0;
        foreach (var named in arguments.GetRequiredValue(files))
        {
            unread += await TryAsync(console, () =>
            {
                ExpectFile(named);
                paths.AddRange(InputPaths.Find(named));
                return Task.CompletedTask;
            });
        }

        foreach (var path in paths.DistinctBy(path => path.Path))
        {
            unread += await TryAsync(console, async () => results.AddRange(kind is null
                ? [await LintPolicyAsync(path, notes, console, cancellationToken)]
                : await LintRecordsAsync(path.Path, kind, console, cancellationToken)));
        }

        NamedReasons.Write(console, "Note on", notes);
        if (output.IsJson(arguments))
        {
            console.WriteJson([.. results.Select(result => result.ToJson())], ToolJson.Default.IReadOnlyListLintJson);
        }
        else
        {
            results.ForEach(result => console.WriteText(PlainText.SanitizeLines(result.ToText())));
            WriteSummary(console, kind is null ? "file" : "record", results, unread);
        }

        return unread > 0 ? ExitCode.Failed : results.TrueForAll(result => result.IsValid) ? ExitCode.Done : ExitCode.Findings;
    }

    /// <summary>Says what could not be read, and counts it; the others are still read.</summary>
    private static async Task<int> TryAsync(CliConsole console, Func<Task> read)
    {
        try
        {
            await read();
            return 0;
        }
        catch (CommandException exception)
        {
            console.WriteMessage(exception.Message);
            return 1;
        }
    }

    /// <summary>What a domain is served is in no file where it comes of a template or of a provider.</summary>
    private static void ExpectFile(string named)
    {
        if (DomainAsFile.Find(named) is { } domain)
        {
            throw new CommandException(
                ExitCode.Failed,
                $"There is no file {PlainText.Quote(named)}. lint reads files. To check what senders are served, run 'mta-sts check "
                + $"{domain}'; 'mta-sts show {domain}' says what is wrong with its policy in the store, also if that is a "
                + "provider's or the default.");
        }
    }

    private static void WriteSummary(CliConsole console, string noun, List<LintResult> results, int unread)
    {
        if (results.Count > 1)
        {
            var valid = results.Count(result => result.IsValid);
            var others = unread == 0 ? "" : $"; {Words.Format(unread)} not read";
            var invalid = Words.Format(results.Count - valid);
            console.WriteText($"{Words.Count(results.Count, noun)}: {Words.Format(valid)} valid, {invalid} invalid{others}\n");
        }
    }

    private static async Task<LintResult> LintPolicyAsync(
        InputPath path, List<(string, string)> notes, CliConsole console, CancellationToken cancellationToken)
    {
        // One byte more than a policy may have is enough for the parser to say so.
        var bytes = await InputFile.ReadAsync(path.Path, PolicyParser.MaximumLength + 1, console, cancellationToken);
        var parsed = PolicyParser.Parse(bytes.Span);
        var text = parsed.Value is null ? null : PolicyRenderer.Render(parsed.Value);
        var domain = await FindDomainAsync(path, console, cancellationToken);
        if (domain is { Domain: not null, Remark: { } remark })
        {
            notes.Add((path.Path, remark));
        }

        return new LintResult(
            path.Path,
            null,
            parsed.IsValid,
            parsed.Findings,
            text is null ? null : Encoding.ASCII.GetString(text),
            text is null ? null : PolicyId.ComputeDigest(text))
        {
            Domain = domain?.Domain,
        };
    }

    private static async Task<PolicyFileDomain?> FindDomainAsync(InputPath path, CliConsole console, CancellationToken cancellationToken)
    {
        if (path.IsNamed)
        {
            return null;
        }

        var full = Path.GetFullPath(path.Path);
        return full.Replace('\\', '/').EndsWith(PolicyUrl.Path, StringComparison.Ordinal)
            ? await PolicyFileDomain.OfSiteAsync(full[..^PolicyUrl.Path.Length], console, cancellationToken)
            : PolicyFileDomain.OfFile(full);
    }

    private static async Task<IEnumerable<LintResult>> LintRecordsAsync(
        string file, string kind, CliConsole console, CancellationToken cancellationToken)
    {
        var bytes = await InputFile.ReadWholeAsync(file, MaximumMegabytes, console, cancellationToken);
        if (TextFile.Recognize(bytes.Span) is var content and not (FileKind.Text or FileKind.Utf16))
        {
            throw new CommandException(
                ExitCode.Failed, $"{file} is {TextFile.Describe(content)}. Write one TXT record per line, as plain text in UTF-8.");
        }

        var records = InputFile.Decode(bytes)
            .Split('\n')
            .Select((text, index) => (Text: text.TrimEnd('\r'), Line: index + 1))
            .Where(line => line.Text.Length > 0)
            .DefaultIfEmpty((Text: "", Line: 1));
        return records.Select(line => LintRecord(file, line.Line, line.Text, kind));
    }

    private static LintResult LintRecord(string file, int line, string text, string kind)
    {
        if (kind == MtaSts)
        {
            var sts = MtaStsRecord.Parse(text);
            return CreateResult(file, line, sts, sts.Value?.ToString(), sts.Value?.Id);
        }

        var rpt = TlsRptRecord.Parse(text);
        return CreateResult(file, line, rpt, rpt.Value?.ToString(), null);
    }

    // A record is one line, so its findings are on the record's line in the file.
    private static LintResult CreateResult<T>(string file, int line, ParseResult<T> parsed, string? canonical, string? id)
        where T : class =>
        new(file, line, parsed.IsValid, [.. parsed.Findings.Select(finding => finding with { Line = line })], canonical, id);
}
