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

    /// <param name="isJson">Whether the command is told to write JSON.</param>
    public bool IsJson(ParseResult arguments, bool isJson) => Find(arguments, isJson) == "json";

    /// <param name="isJson">Whether the command is told to write JSON.</param>
    public void Write(ParseResult arguments, CliConsole console, IReadOnlyList<DomainRecords> records, bool isJson)
    {
        switch (Find(arguments, isJson))
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

    private string Find(ParseResult arguments, bool isJson) => arguments.GetValue(format) ?? (isJson ? "json" : "table");
}
