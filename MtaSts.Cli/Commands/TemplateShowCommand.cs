using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Cli.Json;
using MtaSts.Cli.Options;
using MtaSts.Cli.Store;
using MtaSts.Policies;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

internal sealed class TemplateShowCommand : StoreCommand
{
    private readonly Argument<string> name = TemplateArgument.Create();

    public TemplateShowCommand()
        : base("show", "Shows a template and the domains that use it.", "mta-sts template show exchange") => Arguments.Add(name);

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var text = arguments.GetRequiredValue(name);
        var template = await session.ReadTemplateAsync(text, cancellationToken);
        var users = (await session.FindTemplateUsersAsync(cancellationToken))[template.Name];
        if (IsJson(arguments))
        {
            console.WriteJson(TemplateJson.From(template, users), ToolJson.Default.TemplateJson);
        }
        else
        {
            Show(console, template, [.. users], session.ReadDefault());
        }

        return template.MaxAge is null ? ExitCode.Findings : ExitCode.Done;
    }

    private static void Show(CliConsole console, StoredTemplate template, List<StoredPolicy> users, DefaultTemplate? defaults)
    {
        var isDefault = defaults?.Name == template.Name;
        var view = new DetailView($"template {template.Name}");
        view.Add("mx", string.Join(", ", template.Mx));
        view.Add("max_age", template.MaxAge is { } maxAge ? $"{maxAge} ({DurationText.Format(maxAge)})" : "invalid");
        view.Add("changed", CellText.ChangedInFull(template.ChangedAt, template.ChangedBy, template.Reason));
        view.Add("domains", users.Count == 0 ? "none with a row" : string.Join('\n', users.Select(user => Words.Format(user.Domain))));
        if (isDefault)
        {
            view.Add("default", $"{MissingRow.DescribeDomains(defaults!)} gets it in mode {defaults!.Mode.ToText()}");
        }

        view.WriteTo(console);
        FindingLines.Write(console.Out, template.Findings);
    }
}
