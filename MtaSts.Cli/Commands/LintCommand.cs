using System.CommandLine;
using System.Text;
using MtaSts.Cli.Options;
using MtaSts.Cli.Output;
using MtaSts.Policies;
using MtaSts.Records;

namespace MtaSts.Cli.Commands;

/// <summary><c>lint</c>: says what is wrong with policy files, or with TXT records.</summary>
internal sealed class LintCommand : ToolCommand
{
    private const int MaximumRecordsLength = 16 * 1024 * 1024;

    private readonly Argument<string[]> files = new("FILE") { Description = "Policy files, or files of records; - is standard input.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> record = new("--record") { Description = "Read TXT records instead, one a line.", HelpName = "mta-sts|tls-rpt" };
    private readonly Option<OutputFormat> output = OutputOption.Create();

    public LintCommand()
        : base("lint", "Says what is wrong with policy files or TXT records.", "mta-sts lint contoso.com.txt")
    {
        record.AcceptOnlyFromAmong(RecordKind.MtaSts, RecordKind.TlsRpt);
        Arguments.Add(files);
        Options.Add(record);
        Options.Add(output);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, CliConsole terminal, CancellationToken cancellationToken)
    {
        var verdicts = new List<LintResult>();
        var isAllRead = true;
        foreach (var file in arguments.GetRequiredValue(files))
        {
            try
            {
                verdicts.AddRange(arguments.GetValue(record) is { } kind
                    ? await LintRecordsAsync(file, kind, cancellationToken)
                    : [await LintPolicyAsync(file, cancellationToken)]);
            }
            catch (CommandException exception)
            {
                // The others deserve their verdicts all the same.
                CliConsole.WriteMessage(exception.Message);
                isAllRead = false;
            }
        }

        if (arguments.GetValue(output) == OutputFormat.Json)
        {
            CliConsole.WriteJson([.. verdicts.Select(verdict => verdict.ToJson())], ToolJson.Default.IReadOnlyListLintJson);
        }
        else
        {
            verdicts.ForEach(verdict => CliConsole.WriteText(CliConsole.Plain(verdict.ToText())));
        }

        return !isAllRead ? ExitCode.Failed : verdicts.All(verdict => verdict.IsValid) ? ExitCode.Done : ExitCode.Findings;
    }

    private static async Task<LintResult> LintPolicyAsync(string file, CancellationToken cancellationToken)
    {
        // One byte more than a policy may have is enough for the parser to say so.
        var reading = PolicyParser.Parse((await InputFile.ReadAsync(file, PolicyParser.MaximumLength + 1, cancellationToken)).Span);
        var text = reading.Value is null ? null : PolicyRenderer.Render(reading.Value);
        return VerdictOf(file, null, reading, text is null ? null : Encoding.ASCII.GetString(text), text is null ? null : PolicyId.Compute(text));
    }

    private static async Task<IEnumerable<LintResult>> LintRecordsAsync(string file, string kind, CancellationToken cancellationToken)
    {
        var bytes = await InputFile.ReadAsync(file, MaximumRecordsLength + 1, cancellationToken);
        if (bytes.Length > MaximumRecordsLength)
        {
            throw new CommandException(ExitCode.Failed, $"{file} could not be read: it has more than 16 MB.");
        }

        var records = Encoding.UTF8.GetString(bytes.Span)
            .Split('\n')
            .Select((text, index) => (Text: text.TrimEnd('\r'), Line: index + 1))
            .Where(line => line.Text.Length > 0)
            .DefaultIfEmpty((Text: "", Line: 1));
        return records.Select(line => LintRecord(file, line.Line, line.Text, kind));
    }

    private static LintResult LintRecord(string file, int line, string text, string kind)
    {
        if (kind == RecordKind.MtaSts)
        {
            var sts = MtaStsRecord.Parse(text);
            return VerdictOf(file, line, sts, sts.Value?.ToString(), sts.Value?.Id);
        }

        var rpt = TlsRptRecord.Parse(text);
        return VerdictOf(file, line, rpt, rpt.Value?.ToString(), null);
    }

    private static LintResult VerdictOf<T>(string file, int? line, ParseResult<T> reading, string? canonical, string? id)
        where T : class
    {
        // A record's findings are all of its one line; what counts is where that is in the file.
        var findings = line is null ? reading.Findings : [.. reading.Findings.Select(finding => finding with { Line = line.Value })];
        return new LintResult(file, line, reading.IsValid, findings, canonical, id);
    }
}
