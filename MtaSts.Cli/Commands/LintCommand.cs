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

    private readonly Argument<string[]> files = new("FILE")
    {
        Description = "Policy files, or files of records; - is standard input",
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
        var results = new List<LintResult>();
        var isAllRead = true;
        foreach (var file in arguments.GetRequiredValue(files))
        {
            try
            {
                results.AddRange(arguments.GetValue(record) is { } kind
                    ? await LintRecordsAsync(file, kind, console, cancellationToken)
                    : [await LintPolicyAsync(file, console, cancellationToken)]);
            }
            catch (CommandException exception)
            {
                // The other files are still read.
                console.WriteMessage(exception.Message);
                isAllRead = false;
            }
        }

        if (output.IsJson(arguments))
        {
            console.WriteJson([.. results.Select(result => result.ToJson())], ToolJson.Default.IReadOnlyListLintJson);
        }
        else
        {
            results.ForEach(result => console.WriteText(PlainText.SanitizeLines(result.ToText())));
        }

        return !isAllRead ? ExitCode.Failed : results.All(result => result.IsValid) ? ExitCode.Done : ExitCode.Findings;
    }

    private static async Task<LintResult> LintPolicyAsync(string file, CliConsole console, CancellationToken cancellationToken)
    {
        // One byte more than a policy may have is enough for the parser to say so.
        var parsed = PolicyParser.Parse((await InputFile.ReadAsync(file, PolicyParser.MaximumLength + 1, console, cancellationToken)).Span);
        var text = parsed.Value is null ? null : PolicyRenderer.Render(parsed.Value);
        return CreateResult(
            file, null, parsed, text is null ? null : Encoding.ASCII.GetString(text), text is null ? null : PolicyId.ComputeDigest(text));
    }

    private static async Task<IEnumerable<LintResult>> LintRecordsAsync(
        string file, string kind, CliConsole console, CancellationToken cancellationToken)
    {
        var bytes = await InputFile.ReadWholeAsync(file, MaximumMegabytes, console, cancellationToken);
        var records = Encoding.UTF8.GetString(bytes.Span)
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

    private static LintResult CreateResult<T>(string file, int? line, ParseResult<T> parsed, string? canonical, string? id)
        where T : class
    {
        // A record is one line, so its findings are on the record's line in the file.
        var findings = line is null ? parsed.Findings : [.. parsed.Findings.Select(finding => finding with { Line = line.Value })];
        return new LintResult(file, line, parsed.IsValid, findings, canonical, id);
    }
}
