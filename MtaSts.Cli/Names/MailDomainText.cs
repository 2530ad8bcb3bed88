using System.Diagnostics.CodeAnalysis;
using MtaSts.Cli.Console;
using MtaSts.Policies;

namespace MtaSts.Cli.Names;

/// <summary>A mail domain as people write it: by its policy host, its records, a URL or an address, too, where that is certain.</summary>
internal static class MailDomainText
{
    private const int MaximumLength = 80;
    private const int MaximumNotes = 10;

    // Of a domain that is called so itself, only the first is taken away: mta-sts.mta-sts.example is mta-sts.example.
    private static readonly string[] Prefixes = [PolicyUrl.HostPrefix, "_mta-sts.", "_smtp._tls."];

    /// <summary>Reads a domain; if it cannot, <paramref name="fault"/> says why and what to write, in a clause.</summary>
    public static bool TryParse(string? text, out DomainName domain, [NotNullWhen(false)] out string? fault)
    {
        domain = default;
        var name = text?.Trim() ?? "";
        fault = FindFault(name);
        return fault is null && DomainName.TryParse(Read(name), out domain, out fault);
    }

    /// <summary>A sentence such as <c>mta-sts.contoso.com was taken for contoso.com.</c>; null of what is the domain as it is.</summary>
    public static string? FindNote(string text) =>
        TryParse(text, out var domain, out _) && !(DomainName.TryParse(text.Trim(), out var literal, out _) && literal == domain)
            ? $"{Show(text)} was taken for {domain}."
            : null;

    /// <summary>
    /// What a message says of the text: of a URL no more than scheme and host, for the rest may be a secret, as that of a webhook is.
    /// </summary>
    public static string Show(string text)
    {
        var name = text.Trim();
        var start = FindAuthority(name);
        var length = name.AsSpan(start).IndexOfAny(@"/?#\");
        var end = length < 0 ? name.Length : start + length;
        var host = start == 0 ? 0 : name[start..end].LastIndexOf('@') + 1;
        var rest = end + 1 < name.Length ? $"{name[end]}…" : name[end..];
        return PlainText.Sanitize($"{name[..start]}{name[(start + host)..end]}{rest}", MaximumLength);
    }

    /// <summary>The domain that is called so itself, where another is taken to be meant; null where there is no such domain.</summary>
    public static DomainName? FindLiteral(string text) =>
        FindNote(text) is not null && DomainName.TryParse(text.Trim(), out var literal, out _) ? literal : null;

    /// <summary>Says what was taken for which domain.</summary>
    public static void WriteNotes(CliConsole console, IEnumerable<string> texts)
    {
        var notes = texts.Select(FindNote).OfType<string>().Distinct().ToList();
        notes.Take(MaximumNotes).ToList().ForEach(console.WriteMessage);
        if (notes.Count > MaximumNotes)
        {
            console.WriteMessage($"… and {Words.Format(notes.Count - MaximumNotes)} more were taken so.");
        }
    }

    private static int FindAuthority(string name) => name.AsSpan().IndexOfAny(@"/?#\") is var first and > 0
        && name[first - 1] == ':' && name.AsSpan(first).StartsWith("//")
            ? first + 2
            : 0;

    private static string? FindFault(string name) =>
        name.StartsWith("*.", StringComparison.Ordinal) ? "MTA-STS has no wildcards for domains (RFC 8461 §3.4); name each domain"
        : name.AsSpan().ContainsAny(',', ';') ? "it contains a comma or a semicolon; name each domain by itself"
        : FindUrl(name)?.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) == true
            ? "it is the address of a website; write what stands after the @ of the mail addresses"
        : null;

    private static string Read(string name)
    {
        if (FindUrl(name) is { } url)
        {
            return WithoutPrefix(url.Host);
        }

        // The domain of an address is written out.
        return name.LastIndexOf('@') is var at and >= 0 ? name[(at + 1)..] : WithoutPrefix(name);
    }

    private static Uri? FindUrl(string name) =>
        name.Contains('/')
        && Uri.TryCreate(name.Contains("://", StringComparison.Ordinal) ? name : $"https://{name}", UriKind.Absolute, out var url)
            ? url
            : null;

    private static string WithoutPrefix(string name)
    {
        var prefix = Array.Find(Prefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        return prefix is not null && DomainName.TryParse(name[prefix.Length..], out _, out _) ? name[prefix.Length..] : name;
    }
}
