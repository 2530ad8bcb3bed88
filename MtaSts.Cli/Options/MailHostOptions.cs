using System.CommandLine;
using MtaSts.Checks.Lookups;
using MtaSts.Checks.MailHosts;
using MtaSts.Cli.Console;
using MtaSts.Cli.Services;

namespace MtaSts.Cli.Options;

/// <summary>Whom to ask for the MX of domains, and the asking.</summary>
internal sealed class MailHostOptions(ToolServices services, ResolverOption? resolver = null)
{
    private readonly ResolverOption resolver = resolver ?? new(services);

    public void AddTo(Command command) => resolver.AddTo(command);

    public DnsLookup CreateLookup(ParseResult arguments) => services.CreateLookup(resolver.Read(arguments));

    public async Task<IReadOnlyDictionary<DomainName, MailHostAnswer>> FindAsync(
        ParseResult arguments, CliConsole console, IReadOnlyCollection<DomainName> domains, CancellationToken cancellationToken)
    {
        var lookup = new MailHostLookup(CreateLookup(arguments));
        var work = lookup.FindAsync(domains, cancellationToken);
        await ProgressBar.ShowAsync(console, "Looking up MX", domains.Count, () => lookup.Done, work);
        return await work;
    }
}
