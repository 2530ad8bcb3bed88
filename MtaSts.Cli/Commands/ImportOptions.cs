using System.CommandLine;
using System.CommandLine.Parsing;
using MtaSts.Cli.Import;
using MtaSts.Cli.Options;
using MtaSts.Cli.Services;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

/// <summary>What <c>import</c> is told: where the policies are, and what holds for the rows that do not say.</summary>
internal sealed class ImportOptions(ToolServices services)
{
    private readonly Argument<string[]> sources = new("FILE|FOLDER|DOMAIN")
    {
        Description = "CSV, a list of domains, JSON, a folder of policy files, or a Worker's script; - is standard input; domains with "
            + "--published",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> published = new("--published")
    {
        Description = "Take over the policy that each domain's host serves today, mode and all",
    };

    private readonly Option<string[]> domains = TextOption.CreateRepeatable(
        "--domains", "DOMAIN|FILE", "Domains that the one policy of a script or policy file is for, or a list of them");

    private readonly Option<string?> mode = PolicyOptions.Mode(
        "Mode for rows without one [default: unchanged; testing for new domains]");
    private readonly Option<string[]> mx = PolicyOptions.Mx(
        "Mx for rows without [default: unchanged; by the MX for new domains of a list]");
    private readonly Option<string?> maxAge = PolicyOptions.MaxAge(
        "Max_age for rows without one, such as 36h, 14d or 2w [default: unchanged; 2w for new domains]");
    private readonly Option<string?> template = PolicyOptions.Template("Template for rows with neither a template nor mx");

    private readonly ColumnOptions columns = new();

    /// <summary>How to look at what is published.</summary>
    public LookupOptions Lookups { get; } = new(services);

    public void AddTo(Command command)
    {
        command.Arguments.Add(sources);
        foreach (var option in (Option[])[published, domains, mode, mx, maxAge, template])
        {
            command.Options.Add(option);
        }

        columns.AddTo(command);
        Lookups.AddTo(command);
        command.Validators.Add(Check);
    }

    public bool IsPublished(ParseResult arguments) => arguments.GetValue(published);

    public string[] GetSources(ParseResult arguments) => arguments.GetRequiredValue(sources);

    /// <summary>The domains, or the list of them, that one policy is for; empty where the input says it itself.</summary>
    public string[] GetDomains(ParseResult arguments) => arguments.GetValue(domains) ?? [];

    public ColumnChoice GetColumns(ParseResult arguments) => columns.Read(arguments);

    public PolicyEdit CreateDefaults(ParseResult arguments) => new()
    {
        Mode = arguments.GetValue(mode),
        Mx = arguments.GetValue(mx) is { Length: > 0 } patterns ? patterns : null,
        MaxAge = arguments.GetValue(maxAge),
        Template = arguments.GetValue(template),
    };

    private void Check(CommandResult call)
    {
        if (call.GetResult(mx) is not null && call.GetResult(template) is not null)
        {
            call.AddError("--mx and --template both give the mx. Use one of them.");
        }

        var isPublished = call.GetValue(published);
        Option[] parts = [domains, mode, mx, maxAge, template];
        if (isPublished && Array.Find(parts, option => call.GetResult(option) is not null) is { } part)
        {
            call.AddError($"--published takes policies over as they are and cannot be combined with {part.Name}.");
        }

        if (!isPublished && call.GetResult(sources) is { Tokens.Count: > 1 })
        {
            call.AddError("Name one file or folder. To take over what the hosts of domains serve, use --published.");
        }

        string[] ofLookups = ["--allow-private", "--timeout", "--concurrency"];
        if (!isPublished && Array.Find(ofLookups, name => call.GetResult(name) is OptionResult { Implicit: false }) is { } without)
        {
            call.AddError($"{without} has a meaning only with --published.");
        }
    }
}
