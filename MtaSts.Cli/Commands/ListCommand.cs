using System.CommandLine;
using System.CommandLine.Parsing;
using MtaSts.Cli.Console;
using MtaSts.Cli.Json;
using MtaSts.Cli.Options;
using MtaSts.Cli.Store;
using MtaSts.Policies;
using MtaSts.Storage;
using Spectre.Console;

namespace MtaSts.Cli.Commands;

internal sealed class ListCommand : ReadCommand
{
    private readonly Option<string?> mode = Choice.Create("--mode", "Only domains in this mode", "enforce", "testing", "none");
    private readonly Option<string?> template = TextOption.Create("--template", "NAME", "Only domains that use this template");
    private readonly Option<string?> customer = TextOption.Create("--customer", "NAME", "Only domains that belong to this customer");
    private readonly CustomerGrouping grouping = new();
    private readonly Option<DateTimeOffset?> changedSince = new("--changed-since")
    {
        Description = "Only domains changed at this time or later; UTC unless it has an offset",
        HelpName = "DATE",
        CustomParser = ParseTime,
    };

    public ListCommand()
        : base(
            "list",
            "Lists the hosted domains; exit code 3 when one of them is invalid.",
            "mta-sts list --mode testing --changed-since 2026-01-31")
    {
        AddOptions(mode, template, customer, changedSince);
        grouping.AddTo(this);
    }

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, IReadablePolicyStore store, CancellationToken cancellationToken)
    {
        var customers = await store.ListCustomersAsync(cancellationToken);
        var theirs = arguments.GetValue(customer) is { } name ? CustomerDomains.Find(customers, name) : null;
        var policies = await store.ListAsync(cancellationToken)
            .Where(stored => theirs?.Contains(stored.Domain) != false && IsWanted(arguments, stored))
            .ToListAsync(cancellationToken);
        var urls = policies.Select(stored => (stored.Content as PolicyContent.Upstream)?.Url).OfType<Uri>().ToHashSet();
        var copies = await store.FindCopiesAsync(urls, cancellationToken);
        if (IsJson(arguments))
        {
            console.WriteJson(
                [
                    .. policies.Select(stored =>
                        PolicyJson.From(stored, customers.GetValueOrDefault(stored.Domain), FindCopy(stored, copies))),
                ],
                ToolJson.Default.IReadOnlyListPolicyJson);
        }
        else
        {
            var groups = grouping.Group(arguments, policies, stored => customers.GetValueOrDefault(stored.Domain));
            console.Out.Write(CreateTable(groups, copies));
        }

        var invalid = policies.Count(stored => stored.Content is null);
        console.WriteMessage(invalid == 0 ? $"Domains: {policies.Count}." : $"Domains: {policies.Count}; invalid: {invalid}.");
        if (store is IEditablePolicyStore && FindDefault(console) is { } defaults)
        {
            console.WriteMessage($"Not listed: {MissingRow.DescribeDomains(defaults)} gets {MissingRow.Describe(defaults)}.");
        }

        return invalid == 0 ? ExitCode.Done : ExitCode.Findings;
    }

    private static UpstreamCopy? FindCopy(StoredPolicy stored, IReadOnlyDictionary<Uri, UpstreamCopy> copies) =>
        stored.Content is PolicyContent.Upstream { Url: var url } ? copies.GetValueOrDefault(url) : null;

    private static Table CreateTable(
        IEnumerable<(string? Customer, IReadOnlyList<StoredPolicy> Policies)> groups, IReadOnlyDictionary<Uri, UpstreamCopy> copies)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Domain, mx", "Mode,\nmax_age", "Id, changed, by");
        foreach (var column in table.Columns)
        {
            column.Padding(0, 0);
        }

        table.Columns[1].NoWrap();
        foreach (var (customer, policies) in groups)
        {
            if (customer is not null)
            {
                table.AddRow(new Text($"{(table.Rows.Count > 0 ? "\n" : "")}{customer}", new Style(decoration: Decoration.Bold)));
            }

            foreach (var stored in policies)
            {
                AddRow(table, stored, FindCopy(stored, copies));
            }
        }

        return table;
    }

    private static void AddRow(Table table, StoredPolicy stored, UpstreamCopy? copy)
    {
        var fetched = CellText.Copy(copy);
        var unicode = stored.Domain.ToUnicode();
        table.AddRow(
            new Text(
                $"{stored.Domain}\n" + (unicode == stored.Domain.Ascii ? "" : $"({unicode})\n") + $"  {FormatMx(stored)}"
                + (fetched.Length == 0 ? "" : $"\n  {fetched}")),
            new Text(FormatMode(stored)),
            new Text($"{stored.Id}\n{CellText.Changed(stored.ChangedAt, stored.ChangedBy)}".TrimStart('\n')));
    }

    private static string FormatMode(StoredPolicy stored) => stored switch
    {
        { Policy: { } policy } => $"{policy.Mode.ToText()}\n{DurationText.Format(policy.MaxAge)}",
        { Content: null } => "invalid",
        _ => "upstream",
    };

    private static string FormatMx(StoredPolicy stored) => stored switch
    {
        { Content: null } => CellText.Fault(stored.Findings),
        { Content: PolicyContent.Upstream { Url.IdnHost: var host } } => host,
        { Content: PolicyContent.Template { Name: var name } } => $"template {name}",
        { Policy.Mx: [var only] } => $"{only}",
        { Policy.Mx: [var first, ..] mx } => $"{first} +{mx.Length - 1}",
        _ => "no mx",
    };

    private static DateTimeOffset? ParseTime(ArgumentResult result)
    {
        if (TimeText.TryParse(result.Tokens[0].Value, out var time))
        {
            return time;
        }

        result.AddError($"'{result.Tokens[0].Value}' is not a date. Use one such as 2026-01-31 or 2026-01-31T08:00:00Z.");
        return null;
    }

    private bool IsWanted(ParseResult arguments, StoredPolicy stored) =>
        (arguments.GetValue(mode) is not { } wantedMode || stored.Policy?.Mode.ToText() == wantedMode)
        && (arguments.GetValue(template) is not { } name || stored.TemplateName == name)
        && (arguments.GetValue(changedSince) is not { } time || stored.ChangedAt >= time);
}
