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
    /// <exception cref="InvalidOperationException">This is the default value, which names nothing.</exception>
    public string Ascii => ascii ?? throw new InvalidOperationException("This domain name was never set.");

    /// <summary>Reads a name in any case, with or without a trailing dot, in A-label or Unicode form.</summary>
    /// <exception cref="FormatException">The text is no domain name; the message says why.</exception>
    public static DomainName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var domain, out var fault) ? domain : throw new FormatException($"'{text}' is not a domain name: {fault}.");
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
            fault = "a label in it has no A-label form (IDNA)";
            return false;
        }
    }

    /// <summary>Reads a name that must already be in A-label form, as in an HTTP Host header; allocates nothing but the name.</summary>
    public static bool TryParseAscii(ReadOnlySpan<char> text, out DomainName domain, [NotNullWhen(false)] out string? fault)
    {
        var name = text is [.., '.'] ? text[..^1] : text;
        fault = HostNameSyntax.FindFault(name) ?? (name.Contains('.') ? null : "it has a single label");
        domain = fault is null ? new DomainName(ToLower(name)) : default;
        return fault is null;
    }

    /// <summary>The name as people of its language write it; the same as <see cref="Ascii"/> where that has no other form.</summary>
    public string ToUnicode()
    {
        try
        {
            return Idn.GetUnicode(Ascii);
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
