using static MtaSts.Functions.Tests.Policies.PolicyText;

namespace MtaSts.Functions.Tests.Policies;

/// <summary>Lines, line ends and white space (RFC 8461 §3.2: sts-policy-record, sts-policy-term, sts-policy-field-delim).</summary>
public sealed class PolicyLayoutTests
{
    public static TheoryData<string, string> Valid { get; } = new()
    {
        { Whole, "a line feed after every line" },
        { VersionLine + ModeLine + MxLine + "max_age: 1209600", "the last line end is optional" },
        { "version: STSv1\r\nmode: testing\r\nmx: mail.example.com\r\nmax_age: 1209600\r\n", "CRLF after every line" },
        { "version: STSv1\r\nmode: testing\r\nmx: mail.example.com\r\nmax_age: 1209600", "CRLF, and none after the last line" },
        { "version: STSv1\r\nmode: testing\nmx: mail.example.com\r\nmax_age: 1209600\n", "line ends may be mixed, CRLF first" },
        { "version: STSv1\nmode: testing\r\nmx: mail.example.com\nmax_age: 1209600\r\n", "line ends may be mixed, LF first" },
        { ModeLine + VersionLine + MxLine + MaxAgeLine, "mode comes first" },
        { MxLine + MaxAgeLine + ModeLine + VersionLine, "version comes last" },
        { MaxAgeLine + MxLine + ModeLine + VersionLine, "every field in reverse" },
        { MxLine + VersionLine + ModeLine + MaxAgeLine, "mx comes first" },
        { "version:STSv1\nmode:testing\nmx:mail.example.com\nmax_age:1209600\n", "white space after the colon is optional" },
        { "version:\tSTSv1\nmode:\ttesting\nmx:\tmail.example.com\nmax_age:\t1209600\n", "a tab after the colon" },
        { "version:    STSv1\nmode: \t testing\nmx:\t\tmail.example.com\nmax_age:  1209600\n", "much white space after the colon" },
        { "version: STSv1 \n" + ModeLine + MxLine + MaxAgeLine, "a space at a line's end" },
        { "version: STSv1\t\n" + ModeLine + MxLine + MaxAgeLine, "a tab at a line's end" },
        { "version: STSv1 \t \n" + ModeLine + "mx: mail.example.com  \n" + MaxAgeLine, "spaces and tabs at a line's end" },
        { "version: STSv1 \r\n" + ModeLine + MxLine + "max_age: 1209600\t\r\n", "white space before CRLF" },
        { VersionLine + ModeLine + MxLine + "max_age: 1209600 \t", "white space at the end of the text" },
    };

    public static TheoryData<string, string, string> Invalid { get; } = new()
    {
        { "", "MTASTS103", "no text" },
        { "\n", "MTASTS103", "a line end alone" },
        { " ", "MTASTS103", "a space alone" },
        { Whole + "\n", "MTASTS104", "two line feeds at the end" },
        { Whole + "\r\n", "MTASTS104", "a line feed and a CRLF at the end" },
        { VersionLine + ModeLine + MxLine + "max_age: 1209600\r\n\r\n", "MTASTS104", "two CRLF at the end" },
        { Whole + "\n\n", "MTASTS104", "three line feeds at the end" },
        { "\n" + Whole, "MTASTS104", "a blank line at the beginning" },
        { VersionLine + "\n" + ModeLine + MxLine + MaxAgeLine, "MTASTS104", "a blank line between fields" },
        { VersionLine + "\r\n" + ModeLine + MxLine + MaxAgeLine, "MTASTS104", "a blank line of CRLF between fields" },
        { VersionLine + " \n" + ModeLine + MxLine + MaxAgeLine, "MTASTS104", "a line of one space" },
        { VersionLine + "\t\n" + ModeLine + MxLine + MaxAgeLine, "MTASTS104", "a line of one tab" },
        { Whole + " ", "MTASTS104", "a last line of one space" },
        { "# our policy\n" + Whole, "MTASTS127", "a comment" },
        { "// our policy\n" + Whole, "MTASTS127", "a comment with slashes" },
        { "; our policy\n" + Whole, "MTASTS127", "a comment with a semicolon" },
        { Whole + "# mode: enforce\n", "MTASTS127", "a field commented out" },
        { Whole + "#: x\n", "MTASTS127", "a comment sign as a name" },
        { Whole + "  and more\n", "MTASTS108", "a folded line, as in mail headers" },
        { "version STSv1\n" + ModeLine + MxLine + MaxAgeLine, "MTASTS108", "no colon" },
        { VersionLine + "mode=testing\n" + MxLine + MaxAgeLine, "MTASTS108", "an equals sign for the colon" },
        { "version: STSv1 mode: testing\n" + MxLine + MaxAgeLine, "MTASTS129", "two fields on a line" },
        { "v=STSv1; id=20160831085700Z;", "MTASTS124", "the TXT record in place of the policy" },
        { "<!DOCTYPE html>\n<title>404</title>\n", "MTASTS122", "a page of HTML" },
        { " version: STSv1\n" + ModeLine + MxLine + MaxAgeLine, "MTASTS109", "a space before the name" },
        { VersionLine + "\tmode: testing\n" + MxLine + MaxAgeLine, "MTASTS109", "a tab before the name" },
        { VersionLine + ModeLine + "mx : mail.example.com\n" + MaxAgeLine, "MTASTS109", "a space before the colon" },
        { VersionLine + ModeLine + MxLine + "max_age\t: 1209600\n", "MTASTS109", "a tab before the colon" },
        { Whole + " note: x\n", "MTASTS109", "a space before an unknown name" },
        { Whole + "note \t: x\n", "MTASTS109", "white space before an unknown name's colon" },
        { Whole + " : x\n", "MTASTS109", "a space for a name" },
        {
            "version: STSv1\rmode: testing\rmx: mail.example.com\rmax_age: 1209600\r", "MTASTS105",
            "CR as the line end"
        },
        { VersionLine + ModeLine + MxLine + "max_age: 1209600\r", "MTASTS105", "a CR without LF at the end" },
        { Whole + "note: x\r\r\n", "MTASTS105", "two CR before LF" },
        { Whole + "note: a\rb\n", "MTASTS105", "a CR inside a value" },
        { Whole + "no\rte: x\n", "MTASTS105", "a CR inside a name" },
        { Whole + "\rnote: x\n", "MTASTS105", "LF CR as the line end" },
        {
            "version: STSv1\u2028mode: testing\n" + MxLine + MaxAgeLine, "MTASTS125",
            "Unicode's line separator, which ends no line"
        },
        { "version: STSv1\u0085mode: testing\n" + MxLine + MaxAgeLine, "MTASTS125", "the C1 control NEL, which ends no line" },
    };

    [Theory, MemberData(nameof(Valid))]
    public void Any_layout_the_grammar_allows_gives_the_same_policy(string text, string reason) => AssertPlain(Parse(text), reason);

    [Theory, MemberData(nameof(Valid))]
    public void A_layout_the_grammar_allows_is_worth_no_finding(string text, string reason)
    {
        var reading = Parse(text);

        Assert.True(reading.Findings.Count == 0, $"{reason}: {string.Join(' ', reading.Findings)}");
    }

    [Theory, MemberData(nameof(Invalid))]
    public void A_layout_the_grammar_forbids_is_an_error(string text, string codes, string reason) =>
        AssertErrors(codes, Parse(text), reason);
}
