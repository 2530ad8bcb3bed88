using System.CommandLine;
using System.CommandLine.Parsing;
using MtaSts.Cli.Console;
using MtaSts.Cli.Names;
using MtaSts.Cli.Options;
using MtaSts.Storage;

namespace MtaSts.Cli.Commands;

/// <summary>Whose reports are shown: those of domains that are named, else those of the store's, else all.</summary>
internal sealed class ReportedDomains(StoreOptions store)
{
    private readonly Option<DomainName[]> option = new("--domain")
    {
        Description = "Only this domain; repeatable [default: all domains in the store, or all without a store]",
        HelpName = "DOMAIN",
        CustomParser = Parse,
    };

    public void AddTo(Command command) => command.Options.Add(option);

    public async Task<WantedDomains> FindAsync(ParseResult arguments, CliConsole console, CancellationToken cancellationToken)
    {
        var named = arguments.GetValue(option) is { Length: > 0 } given ? given : null;
        if (store.OpenIfNamed(arguments, console.GetVariable) is not { } hosting)
        {
            return new WantedDomains(named, new Dictionary<DomainName, string>());
        }

        IReadOnlyCollection<DomainName> wanted =
            named ?? [.. await hosting.ListAsync(cancellationToken).Select(stored => stored.Domain).ToListAsync(cancellationToken)];
        return new WantedDomains(wanted, await hosting.ListCustomersAsync(cancellationToken)) { History = hosting as IEditablePolicyStore };
    }

    private static DomainName[] Parse(ArgumentResult result)
    {
        var domains = new List<DomainName>();
        foreach (var text in result.Tokens.Select(token => token.Value))
        {
            if (MailDomainText.TryParse(text, out var domain, out var fault))
            {
                domains.Add(domain);
            }
            else
            {
                result.AddError($"'{MailDomainText.Show(text)}' is not a domain name: {fault}.");
            }
        }

        return [.. domains.Distinct()];
    }
}
