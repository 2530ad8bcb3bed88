using static MtaSts.Functions.Tests.Policies.PolicyText;

namespace MtaSts.Functions.Tests.Policies;

/// <summary>Where a finding points: lines and columns from 1, columns in bytes, 0 for a whole text or a whole line.</summary>
public sealed class PolicyPositionTests
{
    private const string Syntax = "RFC 8461 §3.2";

    public static TheoryData<string, string, int, int, string> Places { get; } = new()
    {
        { "", "MTASTS103", 0, 0, "no text: the whole text" },
        { VersionLine + ModeLine + MxLine, "MTASTS116", 0, 0, "a missing field: the whole text" },
        { VersionLine + ModeLine + MaxAgeLine, "MTASTS119", 0, 0, "no mx: the whole text" },
        { Whole + "\n", "MTASTS104", 5, 0, "a blank line: the line" },
        { "\n" + Whole, "MTASTS104", 1, 0, "a blank first line" },
        { Whole + "x y\n", "MTASTS108", 5, 0, "a line without a colon: the line" },
        { Whole + "x: a\rb\n", "MTASTS105", 5, 5, "a CR: where it stands" },
        { Whole + "\rx: b\n", "MTASTS105", 5, 1, "a CR that begins a line" },
        { Whole + " x: b\n", "MTASTS109", 5, 1, "white space around the name: the name" },
        { Whole + "_x: b\n", "MTASTS110", 5, 1, "a name" },
        { Whole + "x:\n", "MTASTS111", 5, 3, "no value: where it would begin" },
        { Whole + "x: \t\n", "MTASTS111", 5, 3, "no value but white space: after the colon" },
        { Whole + "x: a\tb\n", "MTASTS106", 5, 5, "a control character: where it stands" },
        { Whole + "x: \u00e9\u65e5\tb\n", "MTASTS106", 5, 9, "a control character after five bytes of value" },
        { "version: STSv2\n" + ModeLine + MxLine + MaxAgeLine, "MTASTS113", 1, 10, "a value: where it begins" },
        { "version:STSv2\n" + ModeLine + MxLine + MaxAgeLine, "MTASTS113", 1, 9, "a value right after the colon" },
        { "version: \t STSv2 \n" + ModeLine + MxLine + MaxAgeLine, "MTASTS113", 1, 12, "a value after white space" },
        { "version: STSv1\r\nmode: x\r\n" + MxLine + MaxAgeLine, "MTASTS115", 2, 7, "a line after CRLF" },
        { VersionLine + ModeLine + MxLine + "max_age: 1d", "MTASTS117", 4, 10, "a max_age" },
        { VersionLine + ModeLine + MxLine + "max_age: 31557601", "MTASTS118", 4, 10, "a max_age out of range" },
        { Whole + "mx: *.*.example\n", "MTASTS120", 5, 5, "an mx" },
        { WithLength(65_537), "MTASTS101", 0, 0, "a text too long: the whole text" },
        { "\ufeff" + Whole, "MTASTS102", 1, 1, "a byte order mark: where it stands" },
        { WithLength(10_001), "MTASTS151", 0, 0, "a long text: the whole text" },
        { "x: y\n" + Whole, "MTASTS152", 1, 1, "an unknown field: its name" },
        { Whole + "x: y\nmode: none\n", "MTASTS153", 6, 1, "a repeated field: its name, the second time" },
        { "max_age: 0\n" + VersionLine + ModeLine + MxLine, "MTASTS154", 1, 0, "a short life: the line of max_age" },
        { VersionLine + "mode: none\n" + MaxAgeLine, "MTASTS158", 2, 0, "none without mx: the line of mode" },
        { Whole + "mx: *.mx.microsoft\n", "MTASTS160", 5, 5, "an mx that matches no host" },
        { Whole + "x: y\n" + MxLine, "MTASTS161", 6, 5, "a repeated mx: the second one" },
    };

    public static TheoryData<string, Finding> Wholes { get; } = new()
    {
        {
            VersionLine + "mode: Enforce\n" + MxLine + MaxAgeLine,
            new Finding(
                "MTASTS115", Severity.Error, 2, 7, "'Enforce' is not a mode. Did you mean 'enforce'?",
                "Use enforce, testing or none, in lower case.", Syntax)
        },
        {
            Whole + "mx: mail.example.com:25\n",
            new Finding(
                "MTASTS120", Severity.Error, 5, 5,
                "The mx 'mail.example.com:25' is not a host name: it contains a character other than letters, digits, hyphens and dots. "
                + "Did you mean 'mail.example.com'?",
                "Use a host name such as mail.example.com, or *.example.com for the hosts one label below it.", Syntax)
        },
        {
            ModeLine + MxLine + MaxAgeLine,
            new Finding("MTASTS112", Severity.Error, 0, 0, "The field 'version' is missing.", "Add the line 'version: STSv1'.", Syntax)
        },
        {
            Whole + "\n",
            new Finding(
                "MTASTS104", Severity.Error, 5, 0, "The line is blank.",
                "Remove the blank line. The policy may end with one line end, not with two.", Syntax)
        },
        {
            Whole + " mx: b.example\n",
            new Finding(
                "MTASTS109", Severity.Error, 5, 1, "The line begins with white space.",
                "Start the line with the field name, followed directly by the colon.", Syntax)
        },
        {
            WithLength(65_537),
            new Finding(
                "MTASTS101", Severity.Error, 0, 0, "The policy is 65537 bytes long.",
                "Shorten the policy. A wildcard covers many hosts.", "RFC 8461 §3.3")
        },
        {
            VersionLine + "mode: enforce\n" + MxLine + "max_age: 86400\n",
            new Finding(
                "MTASTS157", Severity.Warning, 4, 0, "The max_age is 86400 seconds.",
                "Use 1209600 or more once the policy has proven itself. A short max_age helps an attacker who blocks the fetch.",
                "RFC 8461 §10.2")
        },
    };

    [Theory, MemberData(nameof(Places))]
    public void A_finding_points_at_its_place(string text, string code, int line, int column, string reason)
    {
        var findings = Parse(text).Findings;

        var finding = Assert.Single(findings, finding => finding.Code == code);
        Assert.True((line, column) == (finding.Line, finding.Column), $"{reason}: {finding}");
    }

    [Theory, MemberData(nameof(Wholes), DisableDiscoveryEnumeration = true)]
    public void A_finding_says_what_is_wrong_and_what_to_do(string text, Finding expected) =>
        Assert.Equal(expected, Assert.Single(Parse(text).Findings));

    [Fact]
    public void Bytes_that_are_no_UTF8_are_found_where_they_stand()
    {
        var reading = ParseBytes(Whole + "x: \u00c3\u00a9\u00e9\n");

        var finding = Assert.Single(reading.Findings);
        Assert.Equal(("MTASTS107", 5, 6), (finding.Code, finding.Line, finding.Column));
    }

    [Fact]
    public void Findings_stand_in_the_order_of_the_text() => Assert.Equal(
        [1, 2, 4, 5], Parse("max_age: 0\nx: y\n" + VersionLine + "mode: none\n" + VersionLine).Findings.Select(finding => finding.Line));

    [Fact]
    public void A_long_value_is_quoted_in_part() => Assert.Equal(
        $"'{new string('a', 80)}…' is not a mode.",
        Assert.Single(Parse(VersionLine + "mode: " + new string('a', 5_000) + "\n" + MxLine + MaxAgeLine).Findings).Message);

    [Fact]
    public void A_quotation_does_not_cut_a_character_in_two() => Assert.DoesNotContain(
        Assert.Single(Parse(VersionLine + "mode: " + new string('a', 79) + "\ud83d\udce7\n" + MxLine + MaxAgeLine).Findings).Message,
        char.IsSurrogate);

    [Theory, InlineData("a\u0085b", "U+0085 (control character)"), InlineData("a\u009b31mb", "U+009B (control character)")]
    [InlineData("a\u2028b", "U+2028 (line separator)"), InlineData("a\u202eb", "U+202E (direction of writing)")]
    [InlineData("a\u00a0b", "U+00A0 (no-break space)"), InlineData("a\u200bb", "U+200B (zero-width space)")]
    [InlineData("a\ufeffb", "U+FEFF (byte order mark)"), InlineData("a\u3000b", "U+3000 (ideographic space)")]
    [InlineData("a\u2003b", "U+2003 (kind of space)"), InlineData("a\u00adb", "U+00AD (soft hyphen)")]
    [InlineData("a\u3164b", "U+3164 (invisible)"), InlineData("a\u2066b", "U+2066 (direction of writing)")]
    public void A_quotation_names_the_characters_that_nobody_sees(string value, string name) =>
        Assert.Equal($"'{value[..1]}{{{name}}}{value[2..]}'", PlainText.Quote(value));

    [Fact]
    public void A_quotation_names_a_tab_and_is_no_command_to_the_agent_of_a_pipeline() =>
        Assert.Equal("'a{U+0009 (tab)}##{U+200B (zero-width space)}[error]'", PlainText.Quote("a\t##\u200b[error]"));
}
