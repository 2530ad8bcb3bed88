using MtaSts.Checks.Lookups;
using MtaSts.Cli.Console;
using MtaSts.ExchangeOnline;
using MtaSts.Policies;

namespace MtaSts.Cli.Changes;

/// <summary>The mx of a domain of Exchange Online, by its MX: what covers all hosts there are, other providers' included.</summary>
/// <param name="Mx">Empty if the mx cannot be told.</param>
/// <param name="Fault">Why it cannot be told, as a clause; else null.</param>
internal sealed record ExchangeOnlineMx(string[] Mx, string? Fault)
{
    /// <summary>What to do about a fault.</summary>
    public const string Advice = "What is refused is not written. To give the mx without DNS, use --mx or --template.";

    private const int HostNameLength = 253;

    /// <summary>Whether hosts of Exchange Online are among them.</summary>
    public bool IsExchangeOnline { get; private init; }

    public static ExchangeOnlineMx From(MailHostAnswer answer)
    {
        if (answer.Outcome != MailHostsOutcome.Found)
        {
            return new ExchangeOnlineMx([], answer.Fault ?? "there is no MX");
        }

        return answer.Hosts.Select(FindFault).OfType<string>().FirstOrDefault() is { } fault
            ? new ExchangeOnlineMx([], fault)
            : new ExchangeOnlineMx([.. answer.Hosts.Select(host => ExchangeOnlineHosts.FindPattern(host) ?? host).Distinct()], Fault: null)
            {
                IsExchangeOnline = answer.Hosts.Any(host => ExchangeOnlineHosts.FindPattern(host) is not null),
            };
    }

    /// <summary>Names the domains whose mail goes to other hosts alone: somebody may have expected Exchange Online.</summary>
    public static void WriteNotes(CliConsole console, IEnumerable<KeyValuePair<DomainName, ExchangeOnlineMx>>? found)
    {
        var others = found?.Where(domain => domain.Value is { Fault: null, IsExchangeOnline: false }) ?? [];
        NamedReasons.Write(
            console,
            "Note on",
            others.Select(domain => (Words.Format(domain.Key), "no MX host is Exchange Online's; the hosts are used by name")));
    }

    private static string? FindFault(string host) =>
        ExchangeOnlineHosts.IsOfUnknownForm(host) ? $"the MX {Quote(host)} is a name of Microsoft's in a form that is not known"
        : !MxPattern.TryParse(host, out _, out var fault) ? $"the MX {Quote(host)} is not a host name: {fault}"
        : null;

    private static string Quote(string host) => $"'{PlainText.Sanitize(host, HostNameLength)}'";
}
