using System.CommandLine;
using System.Globalization;
using MtaSts.Checks;
using MtaSts.Cli.Changes;
using MtaSts.Cli.Console;
using MtaSts.Cli.Json;
using MtaSts.Cli.Options;
using MtaSts.Records;
using MtaSts.Rollout;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

internal sealed class ShowCommand : ReadCommand
{
    private readonly Argument<DomainName> domain = DomainArgument.One();

    public ShowCommand()
        : base(
            "show",
            "Shows a domain: its policy, id, history and records; exit code 3 when it is invalid.",
            "mta-sts show contoso.com") => Arguments.Add(domain);

    protected override async Task<int> RunAsync(
        ParseResult arguments, CliConsole console, IReadablePolicyStore store, CancellationToken cancellationToken)
    {
        var name = arguments.GetRequiredValue(domain);
        var stored = await store.ReadAsync(name, cancellationToken)
            ?? throw Missing(console, name, $"{Words.Format(name)} is not hosted here.");
        var timeline = store is IEditablePolicyStore editable ? await editable.ReadTimelineAsync(name, cancellationToken) : null;
        var history = timeline is null ? 0 : timeline.States.Count - 1;
        var shown = new HostedDomainJson(
            PolicyJson.From(stored, timeline?.Customer, timeline?.Copy), history, GetRecords(stored, Services.ReadSettings().IdZone));
        if (IsJson(arguments))
        {
            console.WriteJson(shown, ToolJson.Default.HostedDomainJson);
        }
        else
        {
            Show(console, stored, shown, timeline?.Copy);
        }

        return stored.Content is null ? ExitCode.Findings : ExitCode.Done;
    }

    /// <summary>What senders need to find the policy (RFC 8461 §3.1, §3.3).</summary>
    private static List<HostedDomainJson.Record> GetRecords(StoredPolicy stored, DomainName? idZone)
    {
        var (name, id) = ($"_mta-sts.{stored.Domain}", PolicyJson.From(stored).Id);
        List<HostedDomainJson.Record> records = [new($"mta-sts.{stored.Domain}.", "CNAME", null)];
        if (idZone is { } zone && id is not null)
        {
            var target = DelegatedId.GetTarget(stored.Domain, zone);
            records.Add(new($"{name}.", "CNAME", target.Ascii));
            name = target.Ascii;
        }

        return [.. records, new($"{name}.", "TXT", id is null ? null : new MtaStsRecord(id).ToString())];
    }

    private static void Show(CliConsole console, StoredPolicy stored, HostedDomainJson shown, UpstreamCopy? copy)
    {
        var view = new DetailView(Words.Format(stored.Domain));
        if (shown.Policy.Customer is { } customer)
        {
            view.Add("customer", customer);
        }

        view.Add("from", ContentTitle.Format(stored.Content));
        if (copy is { Policy: not null })
        {
            view.Add("copy", $"of {CellText.Time(copy.Since)}; last fetched and taken: {FormatTime(copy.FetchedAt)}");
        }

        if (UpstreamCopyText.DescribeFault(copy) is { } fault)
        {
            view.Add("fault", fault);
        }

        view.Add("id", FormatId(stored));
        view.Add("changed", CellText.ChangedInFull(stored.ChangedAt, stored.ChangedBy, stored.Reason));
        view.Add("history", string.Create(CultureInfo.InvariantCulture, $"{shown.History} earlier"));
        if (shown.Policy.Text is { } text)
        {
            view.Add("policy", text.ReplaceLineEndings("\n").TrimEnd('\n'));
        }

        view.Add("records", string.Join('\n', shown.Records.Select(record => $"{record.Name} {record.Type} {FormatValue(record)}")));
        if (stored.Content is PolicyContent.Upstream { Url: var url })
        {
            view.Add("", $"or, if the provider has a record: _mta-sts.{stored.Domain}. CNAME {ProviderId.GetRecordName(url)}.");
        }

        view.WriteTo(console);
        FindingLines.Write(console.Out, stored.Findings);
    }

    private static string FormatTime(DateTimeOffset? time) => time is null ? "not yet" : CellText.Time(time);

    private static string FormatId(StoredPolicy stored) => stored switch
    {
        { Id: { } id, Content: PolicyContent.Upstream { Url: var url } } =>
            $"{id}, unless _mta-sts.{stored.Domain} is a CNAME for {ProviderId.GetRecordName(url)}, whose id counts then",
        _ => stored.Id ?? "not known here",
    };

    private static string FormatValue(HostedDomainJson.Record record) => record switch
    {
        { Type: "CNAME" } => record.Value is { } target ? $"{target}." : "<host of the app>",
        { Value: { } value } => $"\"{value}\"",
        _ => "\"v=STSv1; id=<id of the policy>;\"",
    };
}
