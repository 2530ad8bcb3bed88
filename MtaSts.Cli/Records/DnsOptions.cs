using System.CommandLine.Parsing;
using System.CommandLine;
using MtaSts.Records;

namespace MtaSts.Cli.Records;

/// <summary>What records are made of, beyond what the store knows.</summary>
internal sealed class DnsOptions
{
    private readonly Option<DomainName?> app = new("--app")
    {
        Description = "Host name of the app, for the CNAME mta-sts.",
        HelpName = "HOST",
        CustomParser = result => ParseName(result),
    };

    private readonly Option<DomainName?> zone = new("--zone")
    {
        Description = "DNS zone that names are relative to; without it each domain is one.",
        HelpName = "ZONE",
        CustomParser = result => ParseName(result),
    };

    private readonly Option<string?> verificationId = new("--verification-id") { Description = "The app's customDomainVerificationId, for the TXT asuid.mta-sts.", HelpName = "ID" };

    private readonly Option<string[]> rua = new("--rua") { Description = "Where TLS reports go, for the TXT _smtp._tls; repeatable.", HelpName = "URI" };

    public DnsOptions() => verificationId.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: var id }] && (id.Length == 0 || !id.All(char.IsAsciiLetterOrDigit)))
        {
            result.AddError("A verification id has letters and digits only.");
        }
    });

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(app);
        command.Options.Add(verificationId);
        command.Options.Add(rua);
        command.Options.Add(zone);
    }

    /// <summary>What to publish for a domain whose policy has this id.</summary>
    /// <exception cref="CommandException">The domain is not in the zone, or reports cannot go where they should.</exception>
    public DomainRecords Build(ParseResult arguments, DomainName domain, string? id)
    {
        var parent = arguments.GetValue(zone) ?? domain;
        return DomainRecords.IsIn(domain, parent)
            ? DomainRecords.Build(domain, parent, arguments.GetValue(app), arguments.GetValue(verificationId), GetTlsRptRecord(arguments), id)
            : throw new CommandException(ExitCode.WrongUsage, $"{domain} is not in the zone {parent}.");
    }

    /// <summary>What is left out, and the option that would add it.</summary>
    public IEnumerable<string> Hints(ParseResult arguments)
    {
        foreach (var (option, record) in ((Option, string)[])[(verificationId, "TXT asuid.mta-sts"), (app, "CNAME mta-sts"), (rua, "TXT _smtp._tls")])
        {
            if (arguments.GetResult(option) is null)
            {
                yield return $"Left out: {record}; add it with {option.Name}.";
            }
        }
    }

    private TlsRptRecord? GetTlsRptRecord(ParseResult arguments)
    {
        try
        {
            return arguments.GetValue(rua) is { Length: > 0 } uris ? new TlsRptRecord(uris) : null;
        }
        catch (ArgumentException)
        {
            throw new CommandException(ExitCode.WrongUsage, "Reports go to mailto: or https: URIs: write --rua mailto:tls@contoso.com.");
        }
    }

    private static DomainName? ParseName(ArgumentResult result)
    {
        if (!DomainName.TryParse(result.Tokens[0].Value, out var name, out var fault))
        {
            result.AddError($"'{result.Tokens[0].Value}' is not a host name: {fault}.");
        }

        return name;
    }
}
