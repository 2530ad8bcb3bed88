using System.CommandLine;
using MtaSts.Cli.Options;
using MtaSts.Cli.Services;
using MtaSts.Records;

namespace MtaSts.Cli.Records;

internal sealed class DnsOptions
{
    private readonly Option<DomainName?> app = DomainArgument.Host("--app", "Host name of the app, for the CNAME mta-sts");
    private readonly ZoneOption zone = new();
    private readonly Option<string?> verificationId = TextOption.Create(
        "--verification-id", "ID", "The app's customDomainVerificationId, for the TXT asuid.mta-sts");
    private readonly ReportsOption rua = new();

    public DnsOptions()
    {
        verificationId.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var id }] && (id.Length == 0 || !id.All(char.IsAsciiLetterOrDigit)))
            {
                result.AddError($"'{id}' is not a verification id: it has letters and digits only.");
            }
        });
    }

    public void AddTo(Command command)
    {
        command.Options.Add(app);
        command.Options.Add(verificationId);
        rua.AddTo(command);
        zone.AddTo(command);
    }

    public TlsRptRecord? ReadReports(ParseResult arguments, ToolServices services) => rua.ReadRecord(arguments, services);

    /// <param name="idZone">The zone that the id is delegated to; its record there comes first, before the CNAME leads to it.</param>
    /// <param name="provider">The provider's record that the id is in instead; null where it is the domain's own.</param>
    public IEnumerable<DomainRecords> Build(
        ParseResult arguments, DomainName domain, TlsRptRecord? reports, string? id, DomainName? idZone, string? provider)
    {
        if (idZone is { } delegated && id is not null && provider is null)
        {
            yield return DomainRecords.BuildTarget(domain, delegated, delegated, id);
        }

        yield return DomainRecords.Build(
            domain,
            zone.Find(arguments, domain),
            arguments.GetValue(app),
            arguments.GetValue(verificationId),
            reports,
            id,
            idZone,
            provider);
    }

    public IEnumerable<string> FormatHints(ParseResult arguments, TlsRptRecord? reports)
    {
        (bool IsKnown, string Option, string Record)[] sources =
        [
            (arguments.GetResult(verificationId) is not null, verificationId.Name, "TXT asuid.mta-sts"),
            (arguments.GetResult(app) is not null, app.Name, "CNAME mta-sts"),
            (reports is not null, "--rua", "TXT _smtp._tls"),
        ];
        return sources.Where(source => !source.IsKnown).Select(source => $"Left out: {source.Record}; add it with {source.Option}.");
    }
}
