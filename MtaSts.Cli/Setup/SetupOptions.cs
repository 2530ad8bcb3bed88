using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Azure.Core;
using MtaSts.Cli.Configuration;
using MtaSts.Cli.Options;

namespace MtaSts.Cli.Setup;

/// <summary>What goes into <c>mta-sts.json</c>, beside the store.</summary>
internal sealed class SetupOptions
{
    private readonly Option<ResourceIdentifier?> app = new("--app")
    {
        Description = "Function app, by its resource id [default: that of the azd environment]",
        HelpName = "ID",
        CustomParser = result => Parse(
            result, result.Tokens[0].Value, AzureId.ParseApp, "the resource id of a function app", AzureId.AppForm),
    };

    private readonly ReportsOption rua = new();

    private readonly Option<ResourceIdentifier[]> dns = new("--dns")
    {
        Description = "Subscription or resource group with your zones of Azure DNS [default: that of the azd environment]; repeatable",
        HelpName = "ID",
        CustomParser = result =>
        [
            .. result.Tokens
                .Select(token => Parse(result, token.Value, AzureId.ParseZones, "a subscription or a resource group", AzureId.ZonesForm))
                .OfType<ResourceIdentifier>(),
        ],
    };

    private readonly Option<DomainName?> idZone = DomainArgument.Host(
        "--id-zone", "Zone of your own to which the _mta-sts of domains are delegated by CNAME", "ZONE");

    private readonly Option<IPEndPoint?> resolver = ResolverOption.Create("DNS resolver to ask [default: the system's]");

    private readonly Option<bool> force = new("--force") { Description = "Replace what mta-sts.json says" };

    private readonly Option<bool> yes = new("--yes") { Description = "Ask nothing: take what is known" };

    public void AddTo(Command command)
    {
        command.Options.Add(app);
        rua.AddTo(command);
        foreach (var option in (Option[])[dns, idZone, resolver, force, yes])
        {
            command.Options.Add(option);
        }
    }

    public bool IsForced(ParseResult arguments) => arguments.GetValue(force);

    public bool AsksNothing(ParseResult arguments) => arguments.GetValue(yes);

    /// <summary>What the options say.</summary>
    public ToolSettings Read(ParseResult arguments) => new()
    {
        App = arguments.GetValue(app),
        Rua = rua.ReadGiven(arguments),
        Dns = arguments.GetValue(dns) ?? [],
        IdZone = arguments.GetValue(idZone),
        Resolver = arguments.GetValue(resolver),
    };

    public static bool SaysNothing(ToolSettings given) =>
        given is { App: null, Rua.Count: 0, Dns.Count: 0, IdZone: null, Resolver: null };

    private static ResourceIdentifier? Parse(
        ArgumentResult result, string text, Func<string, ResourceIdentifier?> parse, string what, string form)
    {
        var id = parse(text);
        if (id is null)
        {
            result.AddError($"'{text}' is not {what}. Use {form}.");
        }

        return id;
    }
}
