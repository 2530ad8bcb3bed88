using System.CommandLine;
using MtaSts.Cli.Options;
using MtaSts.Cli.Output;
using MtaSts.Cli.Records;
using MtaSts.Policies;
using MtaSts.Records;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

/// <summary><c>dns</c>: the records to publish, and in which order.</summary>
internal sealed class DnsCommand : ReadCommand
{
    private static readonly Dictionary<string, DnsFormat> Formats = new()
    {
        ["table"] = DnsFormat.Table,
        ["bind"] = DnsFormat.Bind,
        ["json"] = DnsFormat.Json,
        ["azure-cli"] = DnsFormat.AzureCli,
        ["bicep"] = DnsFormat.Bicep,
    };

    private readonly Argument<DomainName[]> domains = Cli.Arguments.Domains();
    private readonly Option<bool> all = new("--all") { Description = "All hosted domains." };
    private readonly Option<string?> format = new("--format") { Description = "How the records are written; json is the same as --output json.", HelpName = string.Join('|', Formats.Keys) };
    private readonly Option<string?> resourceGroup = new("--resource-group") { Description = "Resource group of the zones, for azure-cli.", HelpName = "GROUP" };
    private readonly DnsOptions dns = new();

    public DnsCommand()
        : base(
            "dns",
            "Shows every DNS record to publish, in the order of publishing.",
            "mta-sts dns contoso.com --app contoso-mta-sts.azurewebsites.net --rua mailto:tls@contoso.com --format bind")
    {
        domains.Arity = ArgumentArity.ZeroOrMore;
        format.AcceptOnlyFromAmong([.. Formats.Keys]);
        Arguments.Add(domains);
        Options.Add(all);
        dns.AddTo(this);
        Options.Add(format);
        Options.Add(resourceGroup);
        Validators.Add(result =>
        {
            if (result.GetResult(domains) is { Tokens.Count: > 0 } == result.GetValue(all))
            {
                result.AddError("Name domains, or say --all.");
            }
        });
    }

    protected override async Task<int> RunAsync(ParseResult arguments, CliConsole terminal, IReadablePolicyStore store, CancellationToken cancellationToken)
    {
        var stored = arguments.GetValue(all)
            ? await store.ListAsync(cancellationToken).ToListAsync(cancellationToken)
            : await ReadAsync(store, arguments.GetValue(domains)!, cancellationToken);
        var records = stored.ConvertAll(policy => dns.Build(arguments, policy.Domain, policy.Policy is null ? null : PolicyId.Compute(policy.Policy)));
        Write(arguments, terminal, records);
        foreach (var message in dns.Hints(arguments).Concat(stored.Select(FindHint).OfType<string>()).Concat(Order(stored)))
        {
            CliConsole.WriteMessage(message);
        }

        return ExitCode.Done;
    }

    private static async Task<List<StoredPolicy>> ReadAsync(IReadablePolicyStore store, DomainName[] domains, CancellationToken cancellationToken)
    {
        var found = new List<StoredPolicy>();
        foreach (var domain in domains)
        {
            found.Add(await store.ReadAsync(domain, cancellationToken) ?? throw new CommandException(ExitCode.Failed, $"{domain} is not hosted here."));
        }

        return found;
    }

    private void Write(ParseResult arguments, CliConsole terminal, List<DomainRecords> records)
    {
        var fallback = arguments.GetValue(Output) == OutputFormat.Json ? DnsFormat.Json : DnsFormat.Table;
        switch (arguments.GetValue(format) is { } name ? Formats[name] : fallback)
        {
            case DnsFormat.Bind:
                CliConsole.WriteText(BindZone.Write(records));
                break;
            case DnsFormat.AzureCli:
                CliConsole.WriteText(AzureCliScript.Write(records, arguments.GetValue(resourceGroup)));
                break;
            case DnsFormat.Bicep:
                CliConsole.WriteText(BicepParameters.Write(records));
                break;
            case DnsFormat.Json:
                CliConsole.WriteJson([.. records.Select(DomainRecordsJson.From)], ToolJson.Default.IReadOnlyListDomainRecordsJson);
                break;
            default:
                DnsTable.Write(terminal.Out, records);
                break;
        }
    }

    private static string? FindHint(StoredPolicy stored) => stored switch
    {
        { Policy: not null } => null,
        { Content: PolicyContent.Upstream { Url: var url } } => $"Left out: TXT _mta-sts of {stored.Domain}; its policy is fetched from {url.Host}, and its id is not known here.",
        _ => $"Left out: TXT _mta-sts of {stored.Domain}; its policy cannot be served: {stored.Findings[0]}",
    };

    private static IEnumerable<string> Order(List<StoredPolicy> stored)
    {
        yield return "Names are relative to the zone: that of --zone, else the domain itself.";
        yield return "Order (RFC 8461 §8.1): first the policy is served at mta-sts; wait 5 minutes, until the app's cache has it; _mta-sts with its id comes last.";
        if (stored.Any(policy => policy.Policy?.Mode == PolicyMode.None))
        {
            yield return "With mode none (RFC 8461 §8.3): publish the id, wait until 'mta-sts remove' has removed the domain, then remove _mta-sts first and mta-sts last.";
        }
    }
}
