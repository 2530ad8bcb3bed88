using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace MtaSts.Cli.Checks.Page;

/// <summary>Writes HTML: the literal parts of a string are markup, every value in it is text, encoded and of bounded length.</summary>
internal sealed class HtmlMarkup(TextWriter writer)
{
    public void Write(FormattableString markup) => writer.Write(markup.ToString(ValueFormat.Instance));

    /// <summary>Writes markup of the tool's own as it is; never what comes from elsewhere.</summary>
    public void WriteTrusted(string markup) => writer.Write(markup);

    private sealed class ValueFormat : IFormatProvider, ICustomFormatter
    {
        // All scripts as they are; whatever can end an element, an attribute or a quotation is still encoded.
        private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

        public static ValueFormat Instance { get; } = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) =>
            Encoder.Encode(PlainText.Sanitize(Convert.ToString(arg, CultureInfo.InvariantCulture) ?? ""));
    }
}
