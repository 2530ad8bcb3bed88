using System.Text;
using Acornima;
using MtaSts.Cli.Console;
using MtaSts.Cli.Files;
using MtaSts.Cli.Import;
using MtaSts.Cli.Lists;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Hosted.Workers;

/// <summary>
/// Reads the policies out of the script of a Cloudflare Worker: a table of them by domain, or one for all. The script is parsed, never run;
/// what it would fetch or compute is named as such.
/// </summary>
internal static class WorkerScript
{
    private const int MaximumMegabytes = 4;
    private const int MaximumQuotation = 80;

    private static readonly string[] Extensions = [".js", ".mjs", ".cjs", ".ts", ".mts"];
    private static readonly ParserOptions Options = new() { AllowReturnOutsideFunction = true };

    public static bool IsNamed(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <param name="domains">The domains that the one policy of the script is for; null where the script says it.</param>
    public static async Task<ImportInput> ReadAsync(
        string path, ImportInput? domains, CliConsole console, CancellationToken cancellationToken)
    {
        var bytes = await InputFile.ReadWholeAsync(path, MaximumMegabytes, console, cancellationToken);
        var input = new ImportInput();
        if (FileText.TryRead(bytes.Span, out var text, out var fault))
        {
            Read(path, text, domains, input);
        }
        else
        {
            input.Faults.Add(ListRules.NotText, path, fault.Line, fault.Message);
        }

        return input;
    }

    public static void Read(string file, string text, ImportInput? domains, ImportInput input)
    {
        if (Parse(file, text, input) is not { } script)
        {
            return;
        }

        var table = PolicyTable.Find(script, new ConstantText(ScriptNames.From(script)));
        if (table.Entries.Count == 0)
        {
            ReadShared(file, text, script, table.Others, domains, input);
        }
        else if (domains is not null)
        {
            throw new CommandException(
                ExitCode.WrongUsage,
                $"{file} says itself which policy is for which domain (line {WrittenPolicy.GetLine(table.Entries[0].Node)}). "
                + "Leave out --domains. Nothing was written.");
        }
        else
        {
            AddChange(file, text, script, table.Tables, [.. table.Entries.Select(entry => entry.Policy)], input);
            ReadTable(file, text, table, input);
        }
    }

    private static void AddChange(
        string file,
        string text,
        Acornima.Ast.Program script,
        IReadOnlyList<Acornima.Ast.Node> tables,
        IReadOnlyList<WrittenPolicy> policies,
        ImportInput input)
    {
        if (ScriptChange.Find(script, tables, policies) is { } change)
        {
            input.Faults.Add(
                WorkerRules.Computed,
                file,
                WrittenPolicy.GetLine(change),
                $"The script may serve something else than the policies that are written in it: {Cite(text, change)}.");
        }
    }

    private static Acornima.Ast.Program? Parse(string file, string text, ImportInput input)
    {
        try
        {
            try
            {
                return new Parser(Options).ParseModule(text);
            }
            catch (ParseErrorException)
            {
                // What is older than modules.
                return new Parser(Options).ParseScript(text);
            }
        }
        catch (ParseErrorException exception)
        {
            input.Faults.Add(
                WorkerRules.ScriptMalformed,
                file,
                exception.LineNumber,
                $"This is not JavaScript: {Quote(exception.Description ?? exception.Message)}.");
        }
        catch (InsufficientExecutionStackException)
        {
            input.Faults.Add(WorkerRules.ScriptMalformed, file, 0, "The script is nested too deeply.");
        }

        return null;
    }

    private static void ReadTable(string file, string text, PolicyTable table, ImportInput input)
    {
        foreach (var (node, key, policy) in table.Entries)
        {
            var line = WrittenPolicy.GetLine(node);
            if (key is null)
            {
                input.Faults.Add(
                    WorkerRules.Computed, file, line, $"Which domain this is for is known only when the script runs: {Cite(text, node)}.");
            }
            else if (!PolicyTable.IsName(key))
            {
                input.Skipped.Add((Quote(key), $"it is in the table of policies (line {line}), and is no domain; to take over what the "
                    + "domains get that have no policy of their own, use --published"));
            }
            else if (Check(file, text, policy, $"The policy of {Quote(key)}", input) is { } columns)
            {
                input.Add(new ImportRow(file, line, GetDomain(key), columns));
            }
        }

        foreach (var other in table.Others)
        {
            input.Skipped.Add(($"the policy in line {other.Line}", "it is not in the table; if the script serves it to any domain, "
                + "take over what is served with --published"));
        }
    }

    private static void ReadShared(
        string file,
        string text,
        Acornima.Ast.Program script,
        IReadOnlyList<WrittenPolicy> policies,
        ImportInput? domains,
        ImportInput input)
    {
        // The same one may be put together once more where it is served.
        var isOne = policies.Select(policy => policy.Text?.Trim()).Distinct().Count() == 1;
        if (policies is not [var first, ..])
        {
            input.Faults.Add(WorkerRules.NoPolicy, file, 0, "No policy is written in the script; it may fetch or compute what it serves.");
        }
        else if (!isOne)
        {
            var lines = string.Join(", ", policies.Select(policy => policy.Line).Distinct());
            input.Faults.Add(
                WorkerRules.NoTable, file, first.Line, $"The script has several policies (lines {lines}), and no table of their domains.");
        }
        else if (Check(file, text, first, "The policy", input) is not { } columns)
        {
            return;
        }
        else if (domains is null)
        {
            input.Faults.Add(
                ImportRules.DomainsMissing, file, first.Line, "The script has one policy, and does not say which domains it is for.");
        }
        else
        {
            AddChange(file, text, script, [], policies, input);
            SharedPolicy.AddTo(input, domains, columns);
        }
    }

    /// <summary>The columns of a policy that is written as text and valid; else null, and the faults say why.</summary>
    private static PolicyColumns? Check(string file, string script, WrittenPolicy policy, string what, ImportInput input)
    {
        if (policy.Text is null)
        {
            var cause = policy.Unknown ?? policy.Node;
            input.Faults.Add(
                WorkerRules.Computed,
                file,
                WrittenPolicy.GetLine(cause),
                $"{what} {policy.Fault ?? "is known only when the script runs"}: {Cite(script, cause)}.");
            return null;
        }

        // The script may take off the line ends around a template literal as it serves it.
        var text = policy.Text.Trim();
        var skipped = policy.Text[..policy.Text.IndexOf(text, StringComparison.Ordinal)].Count(c => c == '\n');
        var reading = PolicyParser.Parse(Encoding.UTF8.GetBytes(text));
        foreach (var error in reading.Findings.Where(finding => finding.Severity == Severity.Error))
        {
            var line = policy.GetScriptLine(error.Line + skipped);
            input.Faults.Add(new ImportFault(file, error with { Line = line, Column = 0, Message = $"{what}: {error.Message}" }));
        }

        return reading.Value is { } value ? PolicyColumns.From(value) : null;
    }

    private static string GetDomain(string key) =>
        key.StartsWith(PolicyUrl.HostPrefix, StringComparison.OrdinalIgnoreCase) ? key[PolicyUrl.HostPrefix.Length..] : key;

    private static string Cite(string script, Acornima.Ast.Node node) => Quote(script[node.Start..node.End].ReplaceLineEndings(" "));

    private static string Quote(string text) => $"'{PlainText.Sanitize(text, MaximumQuotation)}'";
}
