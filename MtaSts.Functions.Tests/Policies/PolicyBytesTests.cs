using static MtaSts.Functions.Tests.Policies.PolicyText;

namespace MtaSts.Functions.Tests.Policies;

/// <summary>Encoding and length. A row's characters are bytes: sts-policy-vchar takes UTF-8 only (RFC 8461 §3.2, RFC 3629 §4).</summary>
public sealed class PolicyBytesTests
{
    public static TheoryData<string, string, string> Invalid { get; } = new()
    {
        { "\u00ef\u00bb\u00bf" + Whole, "MTASTS102", "a byte order mark" },
        { "\u00ef\u00bb\u00bf", "MTASTS103", "a byte order mark alone" },
        { "\u00ef\u00bb\u00bf\u00ef\u00bb\u00bf" + Whole, "MTASTS102 MTASTS131", "two byte order marks" },
        {
            VersionLine + "\u00ef\u00bb\u00bf" + ModeLine + MxLine + MaxAgeLine, "MTASTS131",
            "a byte order mark before a later line"
        },
        { "\u00ff\u00fev\0:\0", "MTASTS121", "UTF-16, little end first" },
        { "\u00fe\u00ff\0v\0:", "MTASTS121", "UTF-16, big end first" },
        { "\0\0\0v\0\0\0:", "MTASTS121", "UTF-32" },
        { "\u001f\u008b\u0008\0\0\0", "MTASTS121", "gzip" },
        { Whole + "x: \u00e9\n", "MTASTS107", "Latin-1" },
        { Whole + "x: \u0080\n", "MTASTS107", "a continuation byte alone" },
        { Whole + "x: \u00c3\n", "MTASTS107", "two bytes cut after the first" },
        { Whole + "x: \u00c3", "MTASTS107", "two bytes cut by the end of the text" },
        { Whole + "x: \u00c3 \u00a9\n", "MTASTS107", "a space inside a character" },
        { Whole + "x: \u00e6\u0097\n", "MTASTS107", "three bytes cut after the second" },
        { Whole + "x: \u00f0\u009f\u0093\n", "MTASTS107", "four bytes cut after the third" },
        { Whole + "x: \u00c0\u00af\n", "MTASTS107", "an overlong slash in two bytes" },
        { Whole + "x: \u00c1\u00bf\n", "MTASTS107", "the last overlong form in two bytes" },
        { Whole + "x: \u00e0\u0080\u00af\n", "MTASTS107", "an overlong slash in three bytes" },
        { Whole + "x: \u00f0\u0080\u0080\u00af\n", "MTASTS107", "an overlong slash in four bytes" },
        { Whole + "x: a\u00c0\u0080\n", "MTASTS107", "an overlong NUL" },
        { Whole + "x: \u00ed\u00a0\u0080\n", "MTASTS107", "U+D800, the first surrogate" },
        { Whole + "x: \u00ed\u00bf\u00bf\n", "MTASTS107", "U+DFFF, the last surrogate" },
        { Whole + "x: \u00ed\u00a0\u00bd\u00ed\u00b3\u00a7\n", "MTASTS107", "a pair of surrogates (CESU-8)" },
        { Whole + "x: \u00f4\u0090\u0080\u0080\n", "MTASTS107", "U+110000, beyond Unicode" },
        { Whole + "x: \u00f8\u0088\u0080\u0080\u0080\n", "MTASTS107", "five bytes" },
        { Whole + "x: \u00fe\n", "MTASTS107", "a byte that UTF-8 never has" },
        { Whole + "\u00e9: x\n", "MTASTS110", "Latin-1 in a name" },
        { Whole + "\u00e9\n", "MTASTS108", "Latin-1 without a colon" },
        { VersionLine + "mode: testing\u00a0\n" + MxLine + MaxAgeLine, "MTASTS107", "Latin-1's no-break space after the mode" },
    };

    [Theory, MemberData(nameof(Invalid))]
    public void What_is_not_well_formed_UTF8_without_a_byte_order_mark_is_an_error(string bytes, string codes, string reason) =>
        AssertErrors(codes, ParseBytes(bytes), reason);

    [Fact]
    public void A_policy_may_have_65536_bytes()
    {
        var text = Encoding.UTF8.GetBytes(WithLength(65_536));

        var reading = PolicyParser.Parse(text);

        Assert.Equal(65_536, text.Length);
        Assert.Equal(Plain, reading.Value);
    }

    [Theory, InlineData(65_537), InlineData(10_000_000)]
    public void A_longer_one_is_an_error_and_is_not_read(int length)
    {
        var reading = Parse(WithLength(length));

        Assert.Null(reading.Value);
        Assert.Equal("MTASTS101", Assert.Single(reading.Findings).Code);
    }

    [Theory, InlineData(65_536, ""), InlineData(65_537, "MTASTS101")]
    public void The_canonical_text_may_not_be_longer_either(int length, string errors)
    {
        // In canonical form, which has CRLF for LF, the policy has 65,505 bytes beside the last mx.
        var names = Enumerable.Range(0, 2_618).Select(number => $"mx{number:D5}.example.com").Append(new string('a', length - 65_505));

        var reading = Parse(VersionLine + ModeLine + MaxAgeLine + string.Concat(names.Select(name => $"mx: {name}\n")));

        Assert.Equal(errors, GetErrors(reading));
        Assert.Equal(errors.Length == 0, reading.IsValid);
    }

    [Fact]
    public void Length_is_counted_in_bytes_not_in_characters() =>
        Assert.Equal("MTASTS101", GetErrors(Parse(Whole + "x: " + new string('\u00e9', 40_000))));
}
