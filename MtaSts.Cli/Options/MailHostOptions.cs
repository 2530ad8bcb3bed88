using System.CommandLine;
using System.Net;
using MtaSts.Checks.MailHosts;
using MtaSts.Cli.Console;
using MtaSts.Cli.Services;

namespace MtaSts.Cli.Options;

/// <summary>Whom to ask for the MX of domains, and the asking.</summary>
internal sealed class MailHostOptions(ToolServices services)
{
    private readonly Option<IPEndPoint?> resolver = ResolverOption.Create("DNS resolver to ask for the MX");

    public void AddTo(Command command) => command.Options.Add(resolver);

    public async Task<IReadOnlyDictionary<DomainName, MailHostsAnswer>> FindAsync(
        ParseResult arguments, CliConsole console, IReadOnlyCollection<DomainName> domains, CancellationToken cancellationToken)
    {
        var lookup = new MailHostLookup(services.CreateLookup(arguments.GetValue(resolver)));
        var work = lookup.FindAsync(domains, cancellationToken);
        await ProgressBar.ShowAsync(console, "Looking up MX", domains.Count, () => lookup.Done, work);
        return await work;
    }
}
