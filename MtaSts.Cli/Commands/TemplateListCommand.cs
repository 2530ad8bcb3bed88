using System.CommandLine;
using System.Globalization;
using MtaSts.Cli.Console;
using MtaSts.Cli.Json;
using MtaSts.Cli.Store;
using MtaSts.Storage;
using Spectre.Console;

namespace MtaSts.Cli.Commands;

internal sealed class TemplateListCommand() : StoreCommand("list", "Lists all templates.", "mta-sts template list --output json")
{
    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, StoreSession session, CancellationToken cancellationToken)
    {
        var users = await session.FindTemplateUsersAsync(cancellationToken);
        var templates = await session.Store.ListTemplatesAsync(cancellationToken).ToListAsync(cancellationToken);
        if (IsJson(arguments))
        {
            console.WriteJson(
                [.. templates.Select(template => TemplateJson.From(template, users[template.Name]))],
                ToolJson.Default.IReadOnlyListTemplateJson);
        }
        else
        {
            console.Out.Write(CreateTable(templates, users));
        }

        if (session.ReadDefault() is { } defaults)
        {
            console.WriteMessage($"{MissingRow.DescribeDomains(defaults)} gets {MissingRow.Describe(defaults)}.");
        }

        return templates.Any(template => template.MaxAge is null) ? ExitCode.Findings : ExitCode.Done;
    }

    private static Table CreateTable(IEnumerable<StoredTemplate> templates, ILookup<string, StoredPolicy> users)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Template", "mx", "max_age", "Domains", "Changed");
        foreach (var template in templates)
        {
            table.AddRow(
                new Text(template.Name),
                new Text(template.MaxAge is null ? CellText.Fault(template.Findings) : string.Join('\n', template.Mx)),
                new Text(template.MaxAge is { } maxAge ? DurationText.Format(maxAge) : "invalid"),
                new Text(users[template.Name].Count().ToString(CultureInfo.InvariantCulture)),
                new Text(CellText.Changed(template.ChangedAt, template.ChangedBy)));
        }

        return table;
    }
}
