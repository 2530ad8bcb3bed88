using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Cli.Json;
using MtaSts.Cli.Options;
using MtaSts.Records;

namespace MtaSts.Cli.Records;

/// <summary>How records are written.</summary>
internal sealed class RecordFormat
{
    private readonly Option<string?> format = Choice.Create(
        "--format", "How the records are written; json is the same as --output json", "table", "bind", "json", "azure-cli", "bicep");
    private readonly Option<string?> resourceGroup = TextOption.Create(
        "--resource-group", "GROUP", "Resource group of the zones, for azure-cli");

    public void AddTo(Command command)
    {
        command.Options.Add(format);
        command.Options.Add(resourceGroup);
    }

    public void Write(ParseResult arguments, CliConsole console, IReadOnlyList<DomainRecords> records, bool isJson)
    {
        switch (arguments.GetValue(format) ?? (isJson ? "json" : "table"))
        {
            case "bind":
                console.WriteText(BindZone.Write(records));
                break;
            case "azure-cli":
                console.WriteText(AzureCliScript.Write(records, arguments.GetValue(resourceGroup)));
                break;
            case "bicep":
                console.WriteText(BicepParameters.Write(records));
                break;
            case "json":
                console.WriteJson([.. records.Select(DomainRecordsJson.From)], ToolJson.Default.IReadOnlyListDomainRecordsJson);
                break;
            default:
                DnsTable.Write(console.Out, records);
                break;
        }
    }
}
