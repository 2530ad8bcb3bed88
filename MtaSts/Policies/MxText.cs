using System.Diagnostics.CodeAnalysis;

namespace MtaSts.Policies;

/// <summary>
/// An <c>mx</c> as people write it on a command line or in a list: as <see cref="MxPattern"/> reads it, and in Unicode, with the trailing
/// dot of DNS, with a port or the priority of an MX record.
/// </summary>
public static class MxText
{
    private const int MaximumDigits = 5;

    /// <summary>The words of a text that may name several, between white space, commas or semicolons; priorities are left out.</summary>
    public static IEnumerable<string> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words
            .Where((word, index) => index + 1 == words.Length || !IsNumber(word))
            .SelectMany(word => word.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Reads one word; if it cannot, <paramref name="fault"/> says why and what to write, in a clause.</summary>
    public static bool TryParse(string word, [NotNullWhen(true)] out MxPattern? pattern, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(word);
        pattern = null;
        fault = word.Contains("://", StringComparison.Ordinal) ? "it is a URL; write only the name of the host that receives mail"
            : word.Contains('@') ? "it is a mail address; write the host that receives mail, as the MX record of the domain names it"
            : IsNumber(word) ? "it is a number, such as the priority of an MX record; write the host alone"
            : null;
        return fault is null && MxPattern.TryParse(ToAscii(WithoutDot(WithoutPort(word))), out pattern, out fault);
    }

    private static string WithoutPort(string word) =>
        word.LastIndexOf(':') is var colon and > 0 && IsNumber(word[(colon + 1)..]) ? word[..colon] : word;

    private static string WithoutDot(string name) => name is [.. var before, '.'] && before.Length > 0 ? before : name;

    private static string ToAscii(string name)
    {
        var prefix = name.StartsWith(MxPattern.Wildcard, StringComparison.Ordinal) ? MxPattern.Wildcard : "";
        return DomainName.TryParse(name[prefix.Length..], out var host, out _) ? prefix + host : name;
    }

    private static bool IsNumber(string word) => word.Length is > 0 and <= MaximumDigits && word.All(char.IsAsciiDigit);
}
