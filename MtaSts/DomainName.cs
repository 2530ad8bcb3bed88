using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MtaSts;

/// <summary>
/// The name of a mail domain, normalised: lower case, no trailing dot, every label in A-label form (RFC 5890 §2.3.2.1), two labels at
/// least. Two names of the same domain are equal.
/// </summary>
public readonly record struct DomainName
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    private readonly string? ascii;

    private DomainName(string ascii) => this.ascii = ascii;

    /// <summary>The name as DNS holds it, such as <c>xn--bcher-kva.example</c>.</summary>
    /// <exception cref="InvalidOperationException">This is the default value, which has no name.</exception>
    public string Ascii => ascii ?? throw new InvalidOperationException("This is the default DomainName, which has no value.");

    /// <summary>Reads a name in any case, with or without a trailing dot, in A-label or Unicode form.</summary>
    /// <exception cref="FormatException">The text is not a domain name; the message says why.</exception>
    public static DomainName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var domain, out var fault)
            ? domain
            : throw new FormatException($"'{text}' is not a domain name: {fault}.");
    }

    /// <summary>Reads a name as <see cref="Parse"/> does, and says in <paramref name="fault"/> why it cannot.</summary>
    public static bool TryParse(string? text, out DomainName domain, [NotNullWhen(false)] out string? fault)
    {
        if (text is null || System.Text.Ascii.IsValid(text))
        {
            return TryParseAscii(text, out domain, out fault);
        }

        try
        {
            return TryParseAscii(Idn.GetAscii(text), out domain, out fault);
        }
        catch (ArgumentException)
        {
            domain = default;
            fault = "it contains a label that has no A-label form (IDNA)";
            return false;
        }
    }

    /// <summary>Reads a name that must be in A-label form already, as in an HTTP Host header; allocates only the name.</summary>
    public static bool TryParseAscii(ReadOnlySpan<char> text, out DomainName domain, [NotNullWhen(false)] out string? fault)
    {
        var name = text is [.., '.'] ? text[..^1] : text;
        fault = HostNameSyntax.FindFault(name) ?? (name.Contains('.') ? null : "it has only one label");
        domain = fault is null ? new DomainName(ToLower(name)) : default;
        return fault is null;
    }

    /// <summary>
    /// The name in Unicode (U-labels); the same as <see cref="Ascii"/> if there is no such form, or none that can be shown and is read as
    /// this name again.
    /// </summary>
    public string ToUnicode()
    {
        try
        {
            var unicode = Idn.GetUnicode(Ascii);
            return PlainText.Sanitize(unicode) == unicode && TryParse(unicode, out var read, out _) && read == this ? unicode : Ascii;
        }
        catch (ArgumentException)
        {
            return Ascii;
        }
    }

    /// <summary>The same as <see cref="Ascii"/>.</summary>
    public override string ToString() => Ascii;

    private static string ToLower(ReadOnlySpan<char> name) =>
        string.Create(name.Length, name, static (lower, name) => System.Text.Ascii.ToLower(name, lower, out _));
}
