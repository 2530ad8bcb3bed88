using System.CommandLine;
using System.Net;
using MtaSts.Checks.Lookups;
using MtaSts.Checks.MailHosts;
using MtaSts.Cli.Console;
using MtaSts.Cli.Services;

namespace MtaSts.Cli.Options;

/// <summary>Whom to ask for the MX of domains, and the asking.</summary>
internal sealed class MailHostOptions(ToolServices services, Option<IPEndPoint?>? resolver = null)
{
    private readonly Option<IPEndPoint?> resolver = resolver ?? ResolverOption.Create("DNS resolver to ask");

    public void AddTo(Command command) => command.Options.Add(resolver);

    public DnsLookup CreateLookup(ParseResult arguments) => services.CreateLookup(arguments.GetValue(resolver));

    public async Task<IReadOnlyDictionary<DomainName, MailHostAnswer>> FindAsync(
        ParseResult arguments, CliConsole console, IReadOnlyCollection<DomainName> domains, CancellationToken cancellationToken)
    {
        var lookup = new MailHostLookup(CreateLookup(arguments));
        var work = lookup.FindAsync(domains, cancellationToken);
        await ProgressBar.ShowAsync(console, "Looking up MX", domains.Count, () => lookup.Done, work);
        return await work;
    }
}
