using static MtaSts.Functions.Tests.Policies.PolicyText;

namespace MtaSts.Functions.Tests.Policies;

/// <summary>The values of version, mode and max_age (RFC 8461 §3.2).</summary>
public sealed class PolicyValueTests
{
    public static TheoryData<string, int, string> ValidMaxAges { get; } = new()
    {
        { "0", 0, "the least" },
        { "1", 1, "one second" },
        { "86400", 86_400, "a day" },
        { "0000000000", 0, "ten zeros" },
        { "0001209600", 1_209_600, "ten digits with leading zeros" },
        { "01", 1, "leading zeros mean no other base" },
        { "31557599", 31_557_599, "one less than the most" },
        { "31557600", 31_557_600, "the most" },
        { "0031557600", 31_557_600, "the most in ten digits" },
    };

    public static TheoryData<string, string, string> Invalid { get; } = new()
    {
        { ModeLine + MxLine + MaxAgeLine + "version: STSv2\n", "MTASTS113", "a version that does not exist" },
        { ModeLine + MxLine + MaxAgeLine + "version: stsv1\n", "MTASTS113", "the version in lower case" },
        { ModeLine + MxLine + MaxAgeLine + "version: STSV1\n", "MTASTS113", "the version in upper case" },
        { ModeLine + MxLine + MaxAgeLine + "version: STSv1;\n", "MTASTS133", "a semicolon after the version, as in the TXT record" },
        { ModeLine + MxLine + MaxAgeLine + "version: v=STSv1\n", "MTASTS113", "the version as in the TXT record" },
        { ModeLine + MxLine + MaxAgeLine + "version: \"STSv1\"\n", "MTASTS128", "the version in quotation marks" },
        { ModeLine + MxLine + MaxAgeLine + "version: STSv1.0\n", "MTASTS113", "a version that only begins well" },
        { ModeLine + MxLine + MaxAgeLine + "version: STSv1 STSv1\n", "MTASTS113", "the version twice in a line" },
        { ModeLine + MxLine + MaxAgeLine + "version:: STSv1\n", "MTASTS113", "two colons" },
        { VersionLine + MxLine + MaxAgeLine + "mode: Enforce\n", "MTASTS115", "the mode with a capital" },
        { VersionLine + MxLine + MaxAgeLine + "mode: TESTING\n", "MTASTS115", "the mode in upper case" },
        { VersionLine + MxLine + MaxAgeLine + "mode: None\n", "MTASTS115", "none with a capital" },
        { VersionLine + MxLine + MaxAgeLine + "mode: report\n", "MTASTS115", "the mode of an early draft" },
        { VersionLine + MxLine + MaxAgeLine + "mode: enforced\n", "MTASTS115", "a mode that only begins well" },
        { VersionLine + MxLine + MaxAgeLine + "mode: \"enforce\"\n", "MTASTS128", "the mode in quotation marks" },
        { VersionLine + MxLine + MaxAgeLine + "mode: testing enforce\n", "MTASTS115", "two modes" },
        { VersionLine + MxLine + MaxAgeLine + "mode: testing # for now\n", "MTASTS127", "a comment after the mode" },
        { VersionLine + MxLine + MaxAgeLine + "mode: testing\u00a0\n", "MTASTS131", "a no-break space at the end" },
        { VersionLine + MxLine + MaxAgeLine + "mode: 1\n", "MTASTS115", "a number for the mode" },
        { VersionLine + ModeLine + MxLine + "max_age: 31557601\n", "MTASTS118", "one more than the most" },
        { VersionLine + ModeLine + MxLine + "max_age: 2147483648\n", "MTASTS118", "more than 32 bits with a sign hold" },
        { VersionLine + ModeLine + MxLine + "max_age: 4294967297\n", "MTASTS118", "more than 32 bits hold: not 1" },
        { VersionLine + ModeLine + MxLine + "max_age: 9999999999\n", "MTASTS118", "the most that ten digits hold" },
        { VersionLine + ModeLine + MxLine + "max_age: 00000086400\n", "MTASTS117", "eleven digits, though the number is small" },
        { VersionLine + ModeLine + MxLine + "max_age: 99999999999\n", "MTASTS117", "eleven digits" },
        { VersionLine + ModeLine + MxLine + "max_age: 99999999999999999999\n", "MTASTS117", "more than 64 bits hold" },
        { VersionLine + ModeLine + MxLine + "max_age: -1\n", "MTASTS117", "a minus sign" },
        { VersionLine + ModeLine + MxLine + "max_age: -0\n", "MTASTS117", "a minus sign before zero" },
        { VersionLine + ModeLine + MxLine + "max_age: +86400\n", "MTASTS117", "a plus sign" },
        { VersionLine + ModeLine + MxLine + "max_age: 86400.0\n", "MTASTS117", "a fraction" },
        { VersionLine + ModeLine + MxLine + "max_age: 86,400\n", "MTASTS117", "a thousands separator" },
        { VersionLine + ModeLine + MxLine + "max_age: 86 400\n", "MTASTS117", "a space between digits" },
        { VersionLine + ModeLine + MxLine + "max_age: 1e6\n", "MTASTS117", "an exponent" },
        { VersionLine + ModeLine + MxLine + "max_age: 0x15180\n", "MTASTS117", "hexadecimal" },
        { VersionLine + ModeLine + MxLine + "max_age: 86400s\n", "MTASTS117", "a unit" },
        { VersionLine + ModeLine + MxLine + "max_age: 86400;\n", "MTASTS133", "a semicolon" },
        { VersionLine + ModeLine + MxLine + "max_age: one day\n", "MTASTS117", "words" },
        { VersionLine + ModeLine + MxLine + "max_age: \u0661\u0662\u0663\n", "MTASTS117", "digits of another script" },
        { VersionLine + ModeLine + MxLine + "max_age: 8640\u00b2\n", "MTASTS117", "a superscript digit" },
    };

    [Theory, InlineData("enforce", PolicyMode.Enforce), InlineData("testing", PolicyMode.Testing), InlineData("none", PolicyMode.None)]
    public void A_mode_is_one_of_three_words(string text, PolicyMode mode) =>
        Assert.Equal(mode, Parse($"{VersionLine}mode: {text}\n{MxLine}{MaxAgeLine}").Value?.Mode);

    [Theory, MemberData(nameof(ValidMaxAges))]
    public void A_max_age_is_one_to_ten_digits_up_to_a_year(string text, int seconds, string reason)
    {
        var reading = Parse($"{VersionLine}{ModeLine}{MxLine}max_age: {text}\n");

        Assert.True(seconds == reading.Value?.MaxAge, $"{reason}: {reading.Value?.MaxAge} {GetErrors(reading)}");
    }

    [Theory, MemberData(nameof(Invalid))]
    public void Any_other_value_is_an_error(string text, string codes, string reason)
    {
        var reading = Parse(text);

        AssertErrors(codes, reading, reason);
        Assert.Empty(GetWarnings(reading));
    }

    [Fact]
    public void Mode_none_needs_no_mx() =>
        Assert.Equal(new Policy(PolicyMode.None, [], 1_209_600), Parse(VersionLine + "mode: none\n" + MaxAgeLine).Value);

    [Fact]
    public void Mode_none_keeps_its_mx() => Assert.Equal(
        new Policy(PolicyMode.None, [MxPattern.Parse("mail.example.com")], 1_209_600),
        Parse(VersionLine + "mode: none\n" + MxLine + MaxAgeLine).Value);
}
