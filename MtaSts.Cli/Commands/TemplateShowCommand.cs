using System.CommandLine;
using MtaSts.Cli.Options;
using MtaSts.Cli.Output;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

/// <summary><c>template show</c>: what a template says, and which domains use it.</summary>
internal sealed class TemplateShowCommand : StoreCommand
{
    private readonly Argument<string> name = TemplateArgument.Create();

    public TemplateShowCommand()
        : base("show", "Shows a template and the domains that use it.", "mta-sts template show exchange") => Arguments.Add(name);

    protected override async Task<int> RunAsync(ParseResult arguments, CliConsole terminal, StoreSession workplace, CancellationToken cancellationToken)
    {
        var text = arguments.GetRequiredValue(name);
        var template = await workplace.Store.ReadTemplateAsync(text, cancellationToken)
            ?? throw new CommandException(ExitCode.Failed, $"There is no template '{text}'.");
        var users = (await TemplateUsers.FindAsync(workplace.Store, cancellationToken))[template.Name];
        if (arguments.GetValue(Output) == OutputFormat.Json)
        {
            CliConsole.WriteJson(TemplateJson.From(template, users), ToolJson.Default.TemplateJson);
        }
        else
        {
            Show(terminal, template, [.. users]);
        }

        return template.MaxAge is null ? ExitCode.Findings : ExitCode.Done;
    }

    private static void Show(CliConsole terminal, StoredTemplate template, List<StoredPolicy> users)
    {
        var sheet = new DetailView($"template {template.Name}");
        sheet.Add("mx", string.Join(", ", template.Mx));
        sheet.Add("max_age", template.MaxAge is { } maxAge ? $"{maxAge} ({MaxAgeText.Format(maxAge)})" : "invalid");
        sheet.Add("changed", CellText.ChangedInFull(template.ChangedAt, template.ChangedBy, template.Reason));
        sheet.Add("domains", users.Count == 0 ? "none" : string.Join('\n', users.Select(user => DomainTitle.Format(user.Domain))));
        sheet.Write();
        FindingLines.Write(terminal.Out, template.Findings);
    }
}
