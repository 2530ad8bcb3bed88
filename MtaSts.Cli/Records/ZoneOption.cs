using System.CommandLine;
using MtaSts.Cli.Console;
using MtaSts.Cli.Options;
using MtaSts.Records;

namespace MtaSts.Cli.Records;

/// <summary>The zone that the names of records are relative to.</summary>
internal sealed class ZoneOption
{
    private readonly Option<DomainName?> zone = DomainArgument.Host(
        "--zone", "DNS zone that names are relative to [default: each domain itself]", "ZONE");

    public void AddTo(Command command) => command.Options.Add(zone);

    /// <exception cref="CommandException">The domain is not in the zone.</exception>
    public DomainName Find(ParseResult arguments, DomainName domain)
    {
        var parent = arguments.GetValue(zone) ?? domain;
        return DomainRecords.IsIn(domain, parent)
            ? parent
            : throw new CommandException(ExitCode.WrongUsage, $"{domain} is not in the zone {parent}.");
    }
}
