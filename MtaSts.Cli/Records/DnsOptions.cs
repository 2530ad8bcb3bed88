using System.CommandLine;
using MtaSts.Cli.Options;
using MtaSts.Records;

namespace MtaSts.Cli.Records;

internal sealed class DnsOptions
{
    private readonly Option<DomainName?> app = DomainArgument.Host("--app", "Host name of the app, for the CNAME mta-sts");
    private readonly ZoneOption zone = new();
    private readonly Option<string?> verificationId = TextOption.Create(
        "--verification-id", "ID", "The app's customDomainVerificationId, for the TXT asuid.mta-sts");
    private readonly Option<string[]> rua = TextOption.CreateRepeatable("--rua", "URI", "Where TLS reports go, for the TXT _smtp._tls");

    public DnsOptions()
    {
        verificationId.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var id }] && (id.Length == 0 || !id.All(char.IsAsciiLetterOrDigit)))
            {
                result.AddError($"'{id}' is not a verification id: it has letters and digits only.");
            }
        });
        rua.Validators.Add(result =>
        {
            if (CreateTlsRptRecord([.. result.Tokens.Select(token => token.Value)]) is null)
            {
                result.AddError("--rua takes mailto: and https: URIs. Use one such as mailto:tls@contoso.com.");
            }
        });
    }

    public void AddTo(Command command)
    {
        command.Options.Add(app);
        command.Options.Add(verificationId);
        command.Options.Add(rua);
        zone.AddTo(command);
    }

    /// <param name="idZone">The zone that the id is delegated to; its record there comes last.</param>
    public IEnumerable<DomainRecords> Build(ParseResult arguments, DomainName domain, string? id, DomainName? idZone)
    {
        yield return DomainRecords.Build(
            domain,
            zone.Find(arguments, domain),
            arguments.GetValue(app),
            arguments.GetValue(verificationId),
            GetTlsRptRecord(arguments),
            id,
            idZone);
        if (idZone is { } delegated && id is not null)
        {
            yield return DomainRecords.BuildTarget(domain, delegated, delegated, id);
        }
    }

    public IEnumerable<string> FormatHints(ParseResult arguments)
    {
        (Option, string)[] sources = [(verificationId, "TXT asuid.mta-sts"), (app, "CNAME mta-sts"), (rua, "TXT _smtp._tls")];
        foreach (var (option, record) in sources)
        {
            if (arguments.GetResult(option) is null)
            {
                yield return $"Left out: {record}; add it with {option.Name}.";
            }
        }
    }

    private TlsRptRecord? GetTlsRptRecord(ParseResult arguments) =>
        arguments.GetValue(rua) is { Length: > 0 } uris ? CreateTlsRptRecord(uris) : null;

    private static TlsRptRecord? CreateTlsRptRecord(string[] uris)
    {
        try
        {
            return new TlsRptRecord(uris);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
