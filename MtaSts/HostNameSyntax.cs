using System.Buffers;

namespace MtaSts;

/// <summary>
/// The syntax of host names: letter-digit-hyphen labels in A-label form (RFC 1123 §2.1, RFC 5321 §4.1.2, RFC 5890 §2.3.1).
/// </summary>
internal static class HostNameSyntax
{
    /// <summary>The longest name in characters, without the root's trailing dot (RFC 1035 §2.3.4).</summary>
    public const int MaximumLength = 253;

    private const int MaximumLabelLength = 63;

    private static readonly SearchValues<char> LetterDigitHyphen =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    /// <summary>Why <paramref name="name"/> is not a host name, as a clause; null if it is one. Linear time, no allocation.</summary>
    public static string? FindFault(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty)
        {
            return "it is empty";
        }

        if (name.Length > MaximumLength)
        {
            return "it is longer than 253 characters";
        }

        var rest = name;
        while (true)
        {
            var dot = rest.IndexOf('.');
            var label = dot < 0 ? rest : rest[..dot];
            if (FindLabelFault(label) is { } fault)
            {
                return fault;
            }

            if (dot < 0)
            {
                // No top-level domain is all digits, so names and IPv4 addresses cannot be confused (RFC 1123 §2.1).
                return label.ContainsAnyExceptInRange('0', '9') ? null : "it ends in a number, like an IP address";
            }

            rest = rest[(dot + 1)..];
        }
    }

    private static string? FindLabelFault(ReadOnlySpan<char> label)
    {
        if (label.IsEmpty)
        {
            return "it contains an empty label";
        }

        if (label.Length > MaximumLabelLength)
        {
            return "it contains a label longer than 63 characters";
        }

        var stray = label.IndexOfAnyExcept(LetterDigitHyphen);
        if (stray >= 0)
        {
            return char.IsAscii(label[stray])
                ? "it contains a character other than letters, digits, hyphens and dots"
                : "it contains a non-ASCII character where only the A-label form (xn--…) is allowed";
        }

        return label[0] == '-' || label[^1] == '-' ? "it contains a label that begins or ends with a hyphen" : null;
    }
}
