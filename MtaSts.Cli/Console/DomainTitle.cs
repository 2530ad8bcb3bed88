namespace MtaSts.Cli.Console;

/// <summary>A domain as people read it.</summary>
internal static class DomainTitle
{
    /// <summary>The A-label form, and where there is another the one that people write: <c>xn--bcher-kva.example (bücher.example)</c>.</summary>
    public static string Format(DomainName domain) =>
        domain.ToUnicode() is var unicode && unicode != domain.Ascii ? $"{domain} ({unicode})" : domain.Ascii;
}
