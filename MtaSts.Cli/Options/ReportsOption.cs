using System.CommandLine;
using MtaSts.Cli.Configuration;
using MtaSts.Cli.Services;
using MtaSts.Records;

namespace MtaSts.Cli.Options;

/// <summary>Where TLS reports go (RFC 8460 §3): by the option, else by <c>mta-sts.json</c>.</summary>
internal sealed class ReportsOption
{
    private readonly Option<string[]> option = TextOption.CreateRepeatable(
        "--rua", "URI", "Where TLS reports go, for the TXT _smtp._tls [default: as in mta-sts.json]");

    public ReportsOption()
    {
        option.Validators.Add(result =>
        {
            foreach (var text in result.Tokens.Select(token => token.Value))
            {
                if (ReportUri.FindFault(text) is { } fault)
                {
                    result.AddError(fault.Describe(text));
                }
            }
        });
    }

    public void AddTo(Command command) => command.Options.Add(option);

    public IReadOnlyList<string> ReadGiven(ParseResult arguments) => arguments.GetValue(option) ?? [];

    /// <summary>The record that says so; null where nothing does.</summary>
    public TlsRptRecord? ReadRecord(ParseResult arguments, ToolServices services)
    {
        var given = ReadGiven(arguments);
        return ReportUris.CreateRecord(given.Count > 0 ? given : services.ReadSettings().Rua);
    }
}
