namespace MtaSts.Functions.Tests.Model;

/// <summary>The hosts that a domain's MX may name, and the patterns that cover them.</summary>
internal static class MailHosts
{
    private static readonly (string Host, string Pattern)[] Shared =
    [
        ("mx1.filter.example", "*.filter.example"),
        ("mx2.filter.example", "mx2.filter.example"),
        ("{0}.mail.protection.outlook.com", "*.mail.protection.outlook.com"),
        ("{0}.o-v1.mx.microsoft", "*.o-v1.mx.microsoft"),
        ("mail.{1}", "mail.{1}"),
    ];

    public static string First(DomainName domain) => Pick(domain, Shared.Length - 1).Host;

    public static (string Host, string Pattern) Pick(DomainName domain, Random random) => Pick(domain, random.Next(Shared.Length));

    public static string FindPattern(DomainName domain, string host) =>
        Enumerable.Range(0, Shared.Length).Select(i => Pick(domain, i)).First(one => one.Host == host).Pattern;

    public static string FindHost(DomainName domain, string hostOrPattern) =>
        Enumerable.Range(0, Shared.Length).Select(i => Pick(domain, i))
            .First(one => one.Host == hostOrPattern || one.Pattern == hostOrPattern).Host;

    private static (string Host, string Pattern) Pick(DomainName domain, int index) => (
        Fill(Shared[index].Host, domain), Fill(Shared[index].Pattern, domain));

    private static string Fill(string text, DomainName domain) =>
        text.Replace("{0}", domain.Ascii.Replace('.', '-'), Ordinal).Replace("{1}", domain.Ascii, Ordinal);
}
