using MtaSts.Cli.Names;
using MtaSts.ExchangeOnline;

namespace MtaSts.Cli.Lists;

/// <summary>What stands in lists of domains, and is none that can have a policy.</summary>
internal static class SkippedDomain
{
    /// <summary>Why it is left out, as a clause; null of what is to be read.</summary>
    public static string? FindReason(string text) =>
        text.Contains('*') ? "a policy is for one domain, not for those below it" // RFC 8461 §3.4
        : MailDomainText.TryParse(text, out var domain, out _) && ExchangeOnlineHosts.IsInitialDomain(domain.Ascii)
            ? "Microsoft manages the DNS"
        : null;
}
