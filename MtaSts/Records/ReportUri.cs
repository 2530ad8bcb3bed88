using System.Buffers;
using System.Text;

namespace MtaSts.Records;

/// <summary>Where TLS reports go: a <c>mailto:</c> or <c>https:</c> URI (RFC 8460 §3).</summary>
public static class ReportUri
{
    private const string Mailto = "mailto:";

    // The characters of a URI (RFC 3986 §2) without ',', '!' and ';', which are percent-encoded in a record (RFC 8460 §3).
    private static readonly SearchValues<char> Characters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@$&'()*+=%");

    private static readonly ReportUriFault Empty = new("is empty", "Write a URI such as mailto:tls@example.com.", IsUri: false);

    private static readonly ReportUriFault NoUri = Empty with { Clause = "is not a URI" };

    private static readonly ReportUriFault Several =
        new("has more than one URI", "Name each by itself.", IsUri: false);

    private static readonly ReportUriFault Unencoded =
        new("has a character that is not allowed", "Inside a URI, write ',' as %2C, '!' as %21 and ';' as %3B.", IsUri: false);

    /// <summary>
    /// Why reports cannot go to what somebody wrote, and what to write; null if they can. ',', '!' and ';' need not be percent-encoded.
    /// </summary>
    public static ReportUriFault? FindFault(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return HoldsSeveral(text) ? Several : FindFaultInRecord(Encode(text));
    }

    /// <summary>The same for a URI as it stands in a record.</summary>
    internal static ReportUriFault? FindFaultInRecord(string uri) =>
        uri.Length == 0 ? Empty : IsUri(uri) ? FindFaultOfUse(uri) : FindFaultOfSyntax(uri);

    internal static string Encode(string uri) => uri
        .Replace(",", "%2C", StringComparison.Ordinal)
        .Replace("!", "%21", StringComparison.Ordinal)
        .Replace(";", "%3B", StringComparison.Ordinal);

    private static bool HoldsSeveral(string text) =>
        text.Split(',', ';', ' ').Skip(1).Any(part => StartsWith(part, Mailto) || StartsWith(part, "https:"));

    // .NET takes a bare path for an absolute file URI, and any '%'; in a record the scheme must be written, and two digits after a '%'.
    private static bool IsUri(string uri) =>
        !uri.AsSpan().ContainsAnyExcept(Characters)
        && uri.Index().All(character => character.Item != '%' || Uri.IsHexEncoding(uri, character.Index))
        && Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
        && StartsWith(uri, $"{parsed.Scheme}:");

    private static ReportUriFault? FindFaultOfUse(string uri)
    {
        if (StartsWith(uri, Mailto))
        {
            return uri[Mailto.Length..] is ['/', ..]
                ? new("has slashes after mailto:", "Write mailto: and the address, as in mailto:tls@example.com.", IsUri: true)
                : IsAddress(uri[Mailto.Length..]) ? null
                : new("has no mail address", "Write the whole address after mailto:, as in mailto:tls@example.com.", IsUri: true);
        }

        return StartsWith(uri, "https://") ? null
            : StartsWith(uri, "http:") ? new("is an http: URI", "Write https: in its place. Senders report to no http: URI.", IsUri: true)
            : new("is neither a mailto: nor an https: URI", TextRecordRules.RptSchemeUnknown.Advice, IsUri: true);
    }

    private static bool IsAddress(string text) => text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1;

    private static ReportUriFault FindFaultOfSyntax(string uri)
    {
        if (uri is ['<', .., '>'] or ['"', .., '"'] or ['\'', .., '\''] or ['\u201C', .., '\u201D'])
        {
            return new($"has {uri[0]} and {uri[^1]} around it", "Leave them out.", IsUri: false);
        }

        var stray = uri.EnumerateRunes().FirstOrDefault(rune => rune.IsBmp && !Characters.Contains((char)rune.Value) || !rune.IsBmp);
        if (stray != default)
        {
            return stray.Value is ',' or '!' or ';' ? Unencoded : new($"contains {Describe(stray)}", Advise(stray), IsUri: false);
        }

        return uri.Contains(':') ? uri.Contains('%') ? NoUri with { Advice = "Write two hexadecimal digits after each '%'." } : NoUri
            : uri.IndexOf('@') > 0 ? new("has no scheme", "Write mailto: before it.", IsUri: false)
            : !uri.StartsWith('/') && uri.Contains('.') ? new("has no scheme", "Write https:// before it.", IsUri: false)
            : NoUri;
    }

    private static string Describe(Rune stray) => stray.Value == ' ' ? "a space"
        : CharacterName.IsInvisible(stray) ? CharacterName.Describe(stray)
        : PlainText.Quote(stray.ToString());

    private static string Advise(Rune stray) => stray.IsAscii || CharacterName.IsInvisible(stray)
        ? "Leave it out. No URI has this character."
        : "Write a domain in its A-label form (xn--…), and other characters percent-encoded.";

    private static bool StartsWith(string text, string start) => text.StartsWith(start, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Why TLS reports cannot go to a URI.</summary>
/// <param name="Clause">What is wrong, to follow the URI in a sentence: <c>has no scheme</c>.</param>
/// <param name="Advice">What to write, as a sentence: <c>Write mailto: before it.</c></param>
/// <param name="IsUri">Whether it is a URI all the same, only not one that senders report to.</param>
public sealed record ReportUriFault(string Clause, string Advice, bool IsUri)
{
    /// <summary>The fault in two sentences: <c>'tls@example.com' has no scheme. Write mailto: before it.</c></summary>
    public string Describe(string uri) => $"{PlainText.Quote(uri)} {Clause}. {Advice}";
}
