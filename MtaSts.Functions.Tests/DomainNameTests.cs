using CsCheck;

namespace MtaSts.Functions.Tests;

public sealed class DomainNameTests
{
    private const string Label63 = "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz0";
    private const string Name253 =
        Label63 + "." + Label63 + "." + Label63 + ".abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxy";

    private const string Empty = "it is empty";
    private const string EmptyLabel = "it contains an empty label";
    private const string SingleLabel = "it has only one label";
    private const string Stray = "it contains a character other than letters, digits, hyphens and dots";
    private const string Hyphen = "it contains a label that begins or ends with a hyphen";
    private const string Number = "it ends in a number, like an IP address";
    private const string NoALabel = "it contains a label that has no A-label form (IDNA)";
    private const string BeyondAscii = "it contains a non-ASCII character where only the A-label form (xn--…) is allowed";

    public static TheoryData<string, string, string> Names { get; } = new()
    {
        { "example.com", "example.com", "a name as it should be" },
        { "EXAMPLE.Com", "example.com", "capitals" },
        { "example.com.", "example.com", "DNS's trailing dot" },
        { "a.b", "a.b", "labels of one character" },
        { "a-b.example.com", "a-b.example.com", "a hyphen inside a label" },
        { "1.2.example", "1.2.example", "labels of digits, but for the last" },
        { "1und1.de", "1und1.de", "a label that begins with a digit" },
        { "XN--BCHER-KVA.example", "xn--bcher-kva.example", "an A-label in capitals" },
        { "b\u00fccher.example", "xn--bcher-kva.example", "an umlaut" },
        { "B\u00dcCHER.Example.", "xn--bcher-kva.example", "an umlaut in capitals, a trailing dot" },
        { "bu\u0308cher.example", "xn--bcher-kva.example", "an umlaut of two characters" },
        { "fa\u00df.example", "xn--fa-hia.example", "a sharp s is a letter of its own (RFC 5894 §7.2), not ss" },
        { "b\u00fccher\u3002example", "xn--bcher-kva.example", "an ideographic full stop" },
        { "example\u3002com", "example.com", "an ideographic full stop between ASCII labels" },
        { "\uff45xample.com", "example.com", "a letter of full width" },
        { "\u65e5\u672c\u8a9e.example", "xn--wgv71a119e.example", "Japanese" },
        {
            "\u043f\u0440\u0438\u043c\u0435\u0440.\u0438\u0441\u043f\u044b\u0442\u0430\u043d\u0438\u0435",
            "xn--e1afmkfd.xn--80akhbyknj4f",
            "Cyrillic, in every label"
        },
        { "m\u0430il.example", "xn--mil-6cd.example", "a Cyrillic a among Latin letters is another name, not mail.example" },
        { Label63 + ".example", Label63 + ".example", "a label of 63 characters" },
        { Name253, Name253, "a name of 253 characters" },
        { Name253 + ".", Name253, "a name of 253 characters and a trailing dot" },
    };

    public static TheoryData<string?, string, string> Refused { get; } = new()
    {
        { null, Empty, "nothing" },
        { "", Empty, "no characters" },
        { ".", Empty, "the root" },
        { "..", EmptyLabel, "two dots" },
        { ".example.com", EmptyLabel, "a dot at the beginning" },
        { "example..com", EmptyLabel, "two dots in the middle" },
        { "example.com..", EmptyLabel, "two trailing dots" },
        { "localhost", SingleLabel, "a single label" },
        { "localhost.", SingleLabel, "a single label and a trailing dot" },
        { "com", SingleLabel, "a top-level domain" },
        { " example.com", Stray, "a space before" },
        { "example.com\n", Stray, "a line end after" },
        { "exam ple.com", Stray, "a space in a label" },
        { "_mta-sts.example.com", Stray, "an underscore" },
        { "*.example.com", Stray, "a wildcard" },
        { "example.com:443", Stray, "a port" },
        { "https://example.com", Stray, "a URL" },
        { "tls@example.com", Stray, "an address" },
        { "example.com/x", Stray, "a path" },
        { "example\0.com", Stray, "NUL" },
        { "../example.com", EmptyLabel, "a path to climb by" },
        { "-example.com", Hyphen, "a hyphen at the beginning" },
        { "example-.com", Hyphen, "a hyphen at a label's end" },
        { "example.-com", Hyphen, "a hyphen before the last label" },
        { "xn--.example", Hyphen, "an A-label of nothing" },
        { "192.0.2.1", Number, "an IPv4 address" },
        { "example.123", Number, "a last label of digits" },
        { "1", Number, "a number" },
        { "::1", Stray, "an IPv6 address" },
        { "[2001:db8::1]", Stray, "an IPv6 address in brackets" },
        { "0x7f.0.0.1", Number, "an IPv4 address with a hexadecimal part" },
        { "\uff11.\uff12.\uff13.\uff14", Number, "an IPv4 address of full width" },
        { Label63 + "1.example", "it contains a label longer than 63 characters", "a label of 64 characters" },
        { Name253 + "z", "it is longer than 253 characters", "a name of 254 characters" },
        { "b\u00fccher", SingleLabel, "a single U-label" },
        { "b\u00fccher_1.example", NoALabel, "an underscore beside a U-label" },
        { "-b\u00fccher.example", NoALabel, "a hyphen before a U-label" },
        { "b\u00fccher..example", NoALabel, "an empty label beside a U-label" },
        { "b\u00fccher.example:443", NoALabel, "a port after a U-label" },
        { "xn--b\u00fccher.example", NoALabel, "a U-label that pretends to be an A-label" },
        { "\u202eexample.com", NoALabel, "a character that turns the direction of writing" },
        { "\u00fc\0.example", NoALabel, "NUL beside a U-label" },
    };

    [Theory, MemberData(nameof(Names))]
    public void A_name_is_normalised(string text, string ascii, string reason)
    {
        var isName = DomainName.TryParse(text, out var domain, out var fault);

        Assert.True(isName, $"{reason}: {fault}");
        Assert.Equal(ascii, domain.Ascii);
        Assert.Null(fault);
    }

    [Theory, MemberData(nameof(Refused))]
    public void What_is_no_name_is_refused_with_the_reason(string? text, string fault, string reason)
    {
        var isName = DomainName.TryParse(text, out var domain, out var found);

        Assert.False(isName, reason);
        Assert.Equal(fault, found);
        Assert.Equal(default, domain);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_normalised_name_stays_as_it_is(string text, string ascii, string reason)
    {
        var domain = DomainName.Parse(DomainName.Parse(text).ToString());

        Assert.True(ascii == domain.Ascii, reason);
    }

    [Theory, InlineData("b\u00fccher.example"), InlineData("example\u3002com"), InlineData("\uff45xample.com")]
    [InlineData("\u212aelvin.example")]
    public void TryParseAscii_refuses_what_is_not_ASCII(string text)
    {
        var isName = DomainName.TryParseAscii(text, out _, out var fault);

        Assert.False(isName);
        Assert.Equal(BeyondAscii, fault);
    }

    [Fact]
    public void TryParseAscii_takes_capitals_and_a_trailing_dot()
    {
        var isName = DomainName.TryParseAscii("XN--Bcher-KVA.Example.", out var domain, out _);

        Assert.True(isName);
        Assert.Equal("xn--bcher-kva.example", domain.Ascii);
    }

    [Fact]
    public void Parse_names_the_text_and_the_reason()
    {
        var exception = Assert.Throws<FormatException>(() => DomainName.Parse("a_b.example"));

        Assert.Equal(
            "'a_b.example' is not a domain name: it contains a character other than letters, digits, hyphens and dots.", exception.Message);
    }

    [Fact]
    public void Parse_must_be_given_a_text() => Assert.Throws<ArgumentNullException>(() => DomainName.Parse(null!));

    [Fact]
    public void The_default_value_names_nothing()
    {
        DomainName nothing = default;

        Assert.Throws<InvalidOperationException>(() => nothing.Ascii);
        Assert.Throws<InvalidOperationException>(() => nothing.ToString());
        Assert.Throws<InvalidOperationException>(() => nothing.ToUnicode());
        Assert.NotEqual(nothing, DomainName.Parse("example.com"));
    }

    [Theory, InlineData("xn--bcher-kva.example", "b\u00fccher.example"), InlineData("xn--fa-hia.example", "fa\u00df.example")]
    [InlineData("Example.com", "example.com"), InlineData("xn--a.example", "xn--a.example")]
    [InlineData("xn--garbage.example", "xn--garbage.example"), InlineData("xn--0.example", "xn--0.example")]
    public void A_name_is_shown_as_people_write_it_where_it_can_be(string text, string unicode) =>
        Assert.Equal(unicode, DomainName.Parse(text).ToUnicode());

    [Fact]
    public void What_is_shown_of_any_A_label_is_harmless_and_means_the_same_name() =>
        Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789-"].Array[1, 12].Sample(
            characters =>
            {
                if (DomainName.TryParse($"xn--{new string(characters)}.example", out var domain, out _))
                {
                    var shown = domain.ToUnicode();

                    Assert.Equal(domain, DomainName.Parse(shown));
                    Assert.Equal(PlainText.Sanitize(shown), shown);
                }
            },
            iter: 20_000);

    [Fact]
    public void Two_spellings_of_a_name_are_equal()
    {
        var one = DomainName.Parse("B\u00dcCHER.example.");
        var other = DomainName.Parse("xn--bcher-kva.EXAMPLE");

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, DomainName.Parse("buecher.example"));
    }
}
